package io.cloister.answering;

import io.cloister.answering.ground.Claim;
import io.cloister.answering.ground.StopWords;
import io.cloister.answering.ground.Token;
import io.cloister.answering.ground.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * A question taken apart: the words that an answer is likely to share, and what kind of thing is
 * asked for.
 *
 * @param text as it is searched and embedded
 * @param terms its weighty words, each once
 */
record Asked(String text, List<Token> terms, Kind kind) {

  /** What kind of thing would answer. */
  enum Kind {
    PERSON(
        "who|whom|whose|wer|wen|wem|wessen|qui|quién|quien|which (?:person|man|woman|king|author)"),
    TIME(
        "when|(?:what|which) (?:year|date|day|month|century|decade|time)|wann|"
            + "(?:welche[mnrs]?) (?:jahr|datum|tag|monat|jahrhundert)|quand|cuándo|cuando"),
    NUMBER(
        HOW_MANY
            + "|(?:what|which) (?:percentage|percent|number|amount|share|distance|age|price|rate)|"
            + "wieviele?|combien|cuánt[oa]s?"),
    PLACE("where|wo|woher|wohin|(?:what|which) (?:country|city|state|town|place)|où|dónde|donde"),
    OTHER("");

    private final Pattern words;

    Kind(String words) {
      this.words = whole(words);
    }

    static Kind of(String text) {
      for (var kind : new Kind[] {NUMBER, TIME, PERSON, PLACE}) {
        if (kind.words.matcher(text).find()) {
          return kind;
        }
      }
      return OTHER;
    }
  }

  private static final Set<String> ASKING =
      Set.of(
          "name",
          "tell",
          "list",
          "describe",
          "explain",
          "viele",
          "viel",
          "wieviele",
          "nenne",
          "beschreibe",
          "erkläre",
          "cuál",
          "quel",
          "quelle");

  private static final String HOW_MANY =
      "how (?:many|much|long|old|far|often|large|big|tall|high|fast|wide|deep|heavy)|"
          + "wie (?:viele?|lange?|alt|weit|oft|hoch|groß|schnell)";
  // these words are not in what answers
  private static final Pattern ASKING_FOR_A_NUMBER = whole(HOW_MANY);

  private static Pattern whole(String words) {
    return Pattern.compile(
        "(?<![\\p{L}])(?:" + words + ")(?![\\p{L}])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  static Asked of(String text) {
    var claim = Claim.of(ASKING_FOR_A_NUMBER.matcher(text).replaceAll(" "), "");
    var terms = new LinkedHashMap<String, Token>();
    for (var token : Words.of(claim.text())) {
      if (!StopWords.contains(token.key()) && !ASKING.contains(token.key())) {
        terms.putIfAbsent(token.key(), token);
      }
    }
    return new Asked(text, List.copyOf(terms.values()), Kind.of(text));
  }

  /** The share of its terms that {@code text} has in any form, by weight; from 0 to 1. */
  double coverage(Spoken text, ToDoubleFunction<Token> weights) {
    double all = 0;
    double found = 0;
    for (var term : terms) {
      double weight = weights.applyAsDouble(term);
      all += weight;
      found += text.has(term) ? weight : 0;
    }
    return all == 0 ? 0 : found / all;
  }

  /**
   * Whether {@code text} has something of the kind that is asked for, beside the question's own.
   */
  boolean fits(Spoken text) {
    return switch (kind) {
      case NUMBER -> text.claim().hasNumber() || text.claim().hasDate();
      case TIME -> text.claim().hasDate() || text.claim().hasNumber();
      case PERSON, PLACE ->
          text.claim().names().stream()
              .anyMatch(name -> terms.stream().noneMatch(term -> sameWord(term, name)));
      case OTHER -> true;
    };
  }

  private static boolean sameWord(Token one, Token other) {
    return Words.areForms(one.key(), other.key());
  }

  /** A stretch of text, its words looked at once. */
  record Spoken(Claim claim, Set<String> keys) {

    static Spoken of(String text, String language) {
      var keys = new java.util.HashSet<String>();
      Words.of(text).forEach(token -> keys.add(token.key()));
      return new Spoken(Claim.of(text, language), keys);
    }

    boolean has(Token term) {
      return keys.contains(term.key())
          || (!term.isPair() && keys.stream().anyMatch(key -> Words.areForms(key, term.key())));
    }
  }
}
