package io.cloister.search.lucene;

/**
 * Joins what words, meaning and the document's entry say of the same passages into one score:
 * {@code (1 - a) words/max + a cosine/max + e entry/max}, where each maximum is the best of the
 * candidates, and the least possible value is 0. So the score of a passage does not change with how
 * many others are looked at, and pages of hits fit together.
 *
 * <p>S. Bruch, S. Gai, A. Ingber. An Analysis of Fusion Functions for Hybrid Retrieval. ACM TOIS
 * 2023. doi:10.1145/3596512 (there: theoretical min-max, convex combination)
 *
 * @param meaning a, from 0 to 1
 * @param entry e, 0 or more
 */
record Fusion(double meaning, double entry) {

  /**
   * @param words 0 or more
   * @param cosines NaN where there is no vector
   * @param entries 0 or more
   * @return 0 or more for each
   */
  double[] fuse(float[] words, float[] cosines, float[] entries) {
    double mostWords = most(words);
    double mostCosine = most(cosines);
    double mostEntry = most(entries);
    var fused = new double[words.length];
    for (int i = 0; i < fused.length; i++) {
      fused[i] =
          (1 - meaning) * share(words[i], mostWords)
              + meaning * share(cosines[i], mostCosine)
              + entry * share(entries[i], mostEntry);
    }
    return fused;
  }

  private static double share(float value, double most) {
    return most <= 0 || Float.isNaN(value) ? 0 : Math.max(0, value / most);
  }

  private static double most(float[] values) {
    double most = 0;
    for (float value : values) {
      most = Float.isNaN(value) ? most : Math.max(most, value);
    }
    return most;
  }
}
