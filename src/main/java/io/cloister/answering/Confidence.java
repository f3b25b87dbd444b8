package io.cloister.answering;

import io.cloister.answering.Quotes.Signs;

/** How likely the best quote answers the question: a logistic model of what can be seen of it. */
final class Confidence {

  // below it an answer is more often wrong than a refusal is
  static final double ENOUGH = 0.5;

  private Confidence() {}

  /** From 0 to 1. */
  static double of(Signs signs) {
    if (signs == Signs.NONE) {
      return 0;
    }
    double z =
        signs.embedded()
            ? -2.2 + 3.0 * signs.meaning() + 1.5 * signs.sentence() + 1.5 * signs.passage()
            : -1.5 + 3.0 * signs.sentence() + 1.5 * signs.passage();
    z += 0.5 * signs.rarest() + 0.5 * signs.names() + 0.3 * signs.kind() - 0.3 * signs.denial();
    return 1 / (1 + Math.exp(-z));
  }
}
