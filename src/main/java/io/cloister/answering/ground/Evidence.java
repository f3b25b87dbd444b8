package io.cloister.answering.ground;

import io.cloister.answering.Verdict.Reason;
import io.cloister.library.text.Sentence;
import io.cloister.library.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A text that is cited, and what in it speaks against a claim. */
public final class Evidence {

  // how much of a claim must stand in one sentence to be called its copy
  private static final double COPY = 0.8;
  // words on either side of a number that are looked at, in the claim and in the source
  private static final int NEAR = 4;
  private static final int AROUND = 8;

  private final List<Span> sentences;
  private final List<Token> tokens;
  private final Set<String> keys;

  private Evidence(String text, String language) {
    this.sentences =
        Sentences.of(text).stream().map(sentence -> Span.of(sentence, language)).toList();
    this.tokens = Words.of(text);
    this.keys = tokens.stream().map(Token::key).collect(Collectors.toSet());
  }

  public static Evidence of(String text, String language) {
    return new Evidence(text, language);
  }

  /** The share of the claim's weighty words that occur, each counting by its weight; 0 to 1. */
  public double coverage(Claim claim, ToDoubleFunction<String> weights) {
    double all = 0;
    double found = 0;
    for (var token : claim.weighty()) {
      double weight = token.isPair() ? 1 : weights.applyAsDouble(token.text());
      all += weight;
      found += occurs(token) ? weight : 0;
    }
    return all == 0 ? 1 : found / all;
  }

  /** The stretches that are nearest to the claim by their words: a sentence and its neighbours. */
  public List<String> windowsFor(Claim claim) {
    if (sentences.isEmpty()) {
      return List.of();
    }
    int best = bestFor(claim);
    var windows = new ArrayList<String>();
    windows.add(sentences.get(best).text());
    windows.add(
        sentences.subList(Math.max(0, best - 1), Math.min(sentences.size(), best + 2)).stream()
            .map(Span::text)
            .collect(Collectors.joining(" ")));
    return windows;
  }

  /** What the claim says otherwise than the text, the gravest first. */
  public List<Reason> contradictions(Claim claim) {
    var reasons = new ArrayList<Reason>();
    if (sentences.isEmpty()) {
      return reasons;
    }
    if (!haveQuantities(claim, false)) {
      reasons.add(Reason.NUMBER);
    }
    if (!haveQuantities(claim, true)) {
      reasons.add(Reason.DATE);
    }
    var best = sentences.get(bestFor(claim));
    if (!haveNames(claim) || isExchanged(claim, best)) {
      reasons.add(Reason.NAME);
    }
    if (denies(claim.tokens(), best.tokens()) != denies(best.tokens(), claim.tokens())) {
      reasons.add(Reason.NEGATION);
    }
    if (Polarity.isContrary(keys(claim.tokens()), keys(best.tokens()))) {
      reasons.add(Reason.CONTRARY);
    }
    return reasons;
  }

  /** All numbers, or all dates, stand in one window of two sentences, each near its own words. */
  private boolean haveQuantities(Claim claim, boolean dates) {
    var wanted = claim.quantities().stream().filter(q -> q.isDate() == dates).toList();
    if (wanted.isEmpty()) {
      return true;
    }
    for (int i = 0; i < Math.max(1, sentences.size() - 1); i++) {
      var window = sentences.subList(i, Math.min(sentences.size(), i + 2));
      if (wanted.stream()
          .allMatch(q -> window.stream().anyMatch(span -> supports(span, q, claim, window)))) {
        return true;
      }
    }
    return false;
  }

  private boolean supports(Span span, Quantity wanted, Claim claim, List<Span> window) {
    var near = around(claim.weighty(), wanted, NEAR);
    return span.quantities().stream()
        .filter(own -> own.supports(wanted) && hasUnit(wanted, own, window))
        .anyMatch(own -> {
          var there = around(span.weighty(), own, AROUND);
          return near.isEmpty()
              || there.isEmpty()
              || near.stream()
                  .anyMatch(t -> there.stream().anyMatch(o -> Words.areForms(t.key(), o.key())));
        });
  }

  /** A unit that the source does not give beside the number must at least be spoken of nearby. */
  private static boolean hasUnit(Quantity wanted, Quantity own, List<Span> window) {
    return wanted.unit() == null
        || own.unit() != null
        || window.stream().anyMatch(span -> span.speaksOf(wanted.unit()));
  }

  private static List<Token> around(List<Token> tokens, Quantity quantity, int most) {
    var before = tokens.stream().filter(t -> t.end() <= quantity.start()).toList();
    var after = tokens.stream().filter(t -> t.start() >= quantity.end()).toList();
    var near = new ArrayList<>(before.subList(Math.max(0, before.size() - most), before.size()));
    near.addAll(after.subList(0, Math.min(after.size(), most)));
    return near;
  }

  private boolean haveNames(Claim claim) {
    var names = claim.names();
    for (int i = 0; i < names.size(); i++) {
      var name = names.get(i);
      if (!hasName(name, claim)) {
        return false;
      }
      boolean adjoins =
          i > 0 && claim.text().substring(names.get(i - 1).end(), name.start()).equals(" ");
      if (adjoins && !claim.isGerman() && !standTogether(names.get(i - 1), name)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasName(Token name, Claim claim) {
    if (keys.contains(name.key())) {
      return true;
    }
    boolean tolerant = !name.isIdentifier() && (claim.isGerman() || claim.opens(name));
    return tokens.stream()
        .anyMatch(t ->
            tolerant
                ? Words.areForms(t.key(), name.key())
                : !name.isIdentifier() && Words.areOneName(t.key(), name.key()));
  }

  private boolean standTogether(Token one, Token next) {
    for (int i = 0; i < tokens.size(); i++) {
      if (Words.areOneName(tokens.get(i).key(), one.key())) {
        for (int j = Math.max(0, i - 3); j < Math.min(tokens.size(), i + 4); j++) {
          if (Words.areOneName(tokens.get(j).key(), next.key())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * In a claim that copies a sentence nearly word for word: one name, number or word is replaced by
   * another, or two names have changed their places.
   */
  private static boolean isExchanged(Claim claim, Span source) {
    long shared = claim.tokens().stream().filter(t -> source.has(t.key())).count();
    if (claim.tokens().isEmpty() || shared < COPY * claim.tokens().size()) {
      return false;
    }
    var names = claim.names().stream().filter(t -> !claim.opens(t) || source.has(t.key())).toList();
    boolean foreign = names.stream().anyMatch(name -> !source.hasName(name));
    var own = keys(claim.tokens());
    boolean left =
        Claim.of(source.text(), claim.language()).names().stream()
            .anyMatch(name -> own.stream().noneMatch(key -> Words.areOneName(key, name.key())));
    if (foreign && left) {
      return true;
    }
    return names.stream()
        .filter(name -> source.hasName(name))
        .anyMatch(name -> !source.hasNeighbour(name, claim.tokens()));
  }

  /** Whether {@code these} deny something of which {@code others} speak. */
  private static boolean denies(List<Token> these, List<Token> others) {
    var known = keys(others);
    int count = 0;
    for (int i = 0; i < these.size(); i++) {
      if (Polarity.denies(these.get(i))) {
        boolean near =
            these.subList(Math.max(0, i - NEAR), Math.min(these.size(), i + NEAR + 1)).stream()
                .filter(t -> !StopWords.contains(t.key()) && !Polarity.denies(t))
                .anyMatch(t -> known.stream().anyMatch(key -> Words.areForms(key, t.key())));
        count += near ? 1 : 0;
      }
    }
    return count % 2 == 1;
  }

  private boolean occurs(Token token) {
    return keys.contains(token.key())
        || tokens.stream().anyMatch(t -> Words.areForms(t.key(), token.key()));
  }

  private int bestFor(Claim claim) {
    int best = 0;
    long most = -1;
    for (int i = 0; i < sentences.size(); i++) {
      var span = sentences.get(i);
      long shared =
          claim.tokens().stream()
              .filter(t -> span.has(t.key()))
              .mapToLong(t -> StopWords.contains(t.key()) ? 1 : 3)
              .sum();
      if (shared > most) {
        most = shared;
        best = i;
      }
    }
    return best;
  }

  private static Set<String> keys(List<Token> tokens) {
    return tokens.stream().map(Token::key).collect(Collectors.toSet());
  }

  /** One sentence of the source. */
  private record Span(
      String text,
      List<Token> tokens,
      List<Token> weighty,
      List<Quantity> quantities,
      Set<String> keys) {

    static Span of(Sentence sentence, String language) {
      var claim = Claim.of(sentence.text(), language);
      return new Span(
          claim.text(),
          claim.tokens(),
          claim.weighty(),
          claim.quantities(),
          Evidence.keys(claim.tokens()));
    }

    boolean has(String key) {
      return keys.contains(key);
    }

    boolean hasName(Token name) {
      return keys.contains(name.key())
          || keys.stream().anyMatch(k -> Words.areOneName(k, name.key()));
    }

    boolean speaksOf(String unit) {
      return tokens.stream().anyMatch(t -> unit.equals(Units.of(t.key()))) || text.contains(unit);
    }

    /** Whether the word before or after the name is the same here as among {@code others}. */
    boolean hasNeighbour(Token name, List<Token> others) {
      for (int i = 0; i < others.size(); i++) {
        if (!others.get(i).equals(name)) {
          continue;
        }
        for (int j = 0; j < tokens.size(); j++) {
          if (Words.areOneName(tokens.get(j).key(), name.key())
              && (key(others, i - 1).equals(key(tokens, j - 1))
                  || key(others, i + 1).equals(key(tokens, j + 1)))) {
            return true;
          }
        }
      }
      return false;
    }

    private static String key(List<Token> tokens, int i) {
      return i < 0 || i >= tokens.size() ? "" : tokens.get(i).key();
    }
  }
}
