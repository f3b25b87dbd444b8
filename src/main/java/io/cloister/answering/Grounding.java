package io.cloister.answering;

import io.cloister.answering.ground.Claim;
import io.cloister.answering.ground.Evidence;
import io.cloister.answering.ground.Words;
import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.search.PassageSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/**
 * Checks a sentence against the text it cites, by rules and without a chat model: its numbers,
 * units and dates stand together in the text, within two sentences; its names and identifiers
 * occur; nothing is denied that the text says, or said that it denies; most of its weighty words
 * are there; and it means something near. Numbers, dates and names are compared by value, so that
 * {@code 1,200} is {@code 1.200} in German and {@code 4 May 2026} is {@code 2026-05-04}.
 *
 * <p>Strict on purpose: what it calls supported may be relied on further than what it calls
 * unsupported. It cannot tell when two names that both occur are exchanged in other words. Safe for
 * concurrent use.
 */
@Component
public class Grounding {

  private static final double WORDS_NEEDED = 0.7;
  private static final double LIKENESS_NEEDED = 0.5;
  private static final double NEAR_VERBATIM = 0.95;

  private final Embedder embedder;
  private final PassageSearch search;

  Grounding(Embedder embedder, PassageSearch search) {
    this.embedder = embedder;
    this.search = search;
  }

  /**
   * @param sentence as it would be read, with or without its citation marks
   * @param citedTexts the passages it cites, each as it stands; several may support it together
   * @param language ISO 639-1 code of the sentence; empty if unknown
   */
  public Verdict check(String sentence, List<String> citedTexts, String language) {
    var claim = Claim.of(sentence, language);
    if (citedTexts.isEmpty() || claim.isEmpty()) {
      return new Verdict.Uncited();
    }
    var weights = weights(language);
    Verdict first = null;
    for (var text : candidates(citedTexts)) {
      var verdict = check(claim, Evidence.of(text, language), weights);
      if (verdict instanceof Verdict.Supported) {
        return verdict;
      }
      first = first == null ? verdict : first;
    }
    return first == null ? new Verdict.Uncited() : first;
  }

  /** The share of the sentence's weighty words that the text has, from 0 to 1. */
  public double coverage(String sentence, String text, String language) {
    return Evidence.of(text, language).coverage(Claim.of(sentence, language), weights(language));
  }

  private Verdict check(Claim claim, Evidence evidence, ToDoubleFunction<String> weights) {
    var reasons = new ArrayList<>(evidence.contradictions(claim));
    double coverage = evidence.coverage(claim, weights);
    if (coverage < claim.coverageNeeded(WORDS_NEEDED)) {
      reasons.add(Verdict.Reason.WORDS);
    } else if (reasons.isEmpty() && coverage < NEAR_VERBATIM && !means(claim, evidence)) {
      reasons.add(Verdict.Reason.MEANING);
    }
    return reasons.isEmpty() ? new Verdict.Supported() : new Verdict.Unsupported(reasons);
  }

  private boolean means(Claim claim, Evidence evidence) {
    if (!claim.isEnglish()) {
      return true; // the built-in model knows English only; elsewhere the words decide
    }
    try {
      var wanted = embedder.embed(claim.text());
      return evidence.windowsFor(claim).stream()
          .anyMatch(window -> Words.cosine(wanted, embedder.embed(window)) >= LIKENESS_NEEDED);
    } catch (EmbedderUnavailable _) {
      return true;
    }
  }

  private ToDoubleFunction<String> weights(String language) {
    var statistics = search.statistics();
    return word -> Math.max(0.1, statistics.idf(word, language));
  }

  private static List<String> candidates(List<String> citedTexts) {
    if (citedTexts.size() == 1) {
      return citedTexts;
    }
    var all = new ArrayList<>(citedTexts);
    all.add(String.join("\n\n", citedTexts));
    return all;
  }
}
