package io.cloister.answering;

import io.cloister.answering.Quotes.Signs;

/**
 * How likely the best quote answers the question: a logistic model of what can be seen of it.
 * Weights and threshold were fitted on 300 answerable and 300 unanswerable questions of SQuAD 2 and
 * 200 questions about other things; one answerable question in twenty is declined wrongly. Figures:
 * {@code docs/adr/0010-answers-and-their-grounding.md}.
 */
final class Confidence {

  /** Below it nothing is quoted. */
  static final double ENOUGH = 0.2;

  private Confidence() {}

  /** From 0 to 1. */
  static double of(Signs signs) {
    if (signs.equals(Signs.NONE)) {
      return 0;
    }
    double z =
        signs.embedded()
            ? -5.05
                + 5.03 * signs.meaning()
                - 0.20 * signs.sentence()
                + 1.32 * signs.passage()
                + 0.42 * signs.rarest()
                + 0.25 * signs.kind()
                - 1.15 * signs.denial()
                + 0.82 * signs.second()
            : -3.16
                + 1.20 * signs.sentence()
                + 1.98 * signs.passage()
                + 0.18 * signs.rarest()
                + 0.23 * signs.kind()
                - 0.95 * signs.denial()
                + 0.53 * signs.second();
    return 1 / (1 + Math.exp(-z));
  }
}
