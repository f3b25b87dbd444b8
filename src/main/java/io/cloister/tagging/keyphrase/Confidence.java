package io.cloister.tagging.keyphrase;

/**
 * How often a phrase of this rank and score is one that a person chose: a logistic curve fitted on
 * the abstracts of Inspec and SemEval-2017. It is no better than those are like the reader's own
 * documents.
 */
final class Confidence {

  private Confidence() {}

  /**
   * @param share the score divided by the best phrase's, from 0 to 1
   * @param rank from 0
   */
  static double of(double share, int rank) {
    double z = 0.287 - 0.256 * Math.log1p(rank) + 0.351 * Math.log(Math.max(share, 1e-6));
    return 1 / (1 + Math.exp(-z));
  }
}
