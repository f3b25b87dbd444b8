package io.cloister.search.lucene.rank;

/**
 * Joins what words, meaning and the document's entry say of the same passages into one score. Each
 * is divided by the best of the candidates, and the least possible value is 0, so that the score of
 * a passage does not change with how many others are looked at, and pages of hits fit together.
 *
 * <p>A passage by itself has {@code own = (1 - a) words + a cosine}; without a vector it is judged
 * by its words alone. To this is added what speaks for its document, {@code e ((1 - 1/n) entry +
 * 1/n own)}, where n is how many passages the document has: the entry of a document of one passage
 * says nothing that the passage does not. Where no entry says anything, as when only meaning
 * counts, passages are left to themselves, whatever the length of their documents.
 *
 * <p>S. Bruch, S. Gai, A. Ingber. An Analysis of Fusion Functions for Hybrid Retrieval. ACM TOIS
 * 2023. doi:10.1145/3596512 (there: theoretical min-max, convex combination)
 *
 * @param meaning a, from 0 to 1
 * @param entry e, 0 or more
 */
public record Fusion(double meaning, double entry) {

  /**
   * @param words 0 or more
   * @param cosines NaN where there is no vector
   * @param entries 0 or more
   * @param passages how many each one's document has, at least 1
   * @return 0 or more for each
   */
  double[] fuse(float[] words, float[] cosines, float[] entries, int[] passages) {
    var own = own(words, cosines);
    double bestOwn = most(own);
    double mostEntry = most(entries);
    var fused = new double[words.length];
    for (int i = 0; i < fused.length; i++) {
      double alone = mostEntry > 0 ? 1.0 / passages[i] : 1;
      double ofDocument =
          (1 - alone) * share(entries[i], mostEntry) + alone * share(own[i], bestOwn);
      fused[i] = own[i] + entry * ofDocument;
    }
    return fused;
  }

  private double[] own(float[] words, float[] cosines) {
    double mostWords = most(words);
    double mostCosine = most(cosines);
    var own = new double[words.length];
    for (int i = 0; i < own.length; i++) {
      double said = share(words[i], mostWords);
      double meant = Float.isNaN(cosines[i]) ? said : share(cosines[i], mostCosine);
      own[i] = (1 - meaning) * said + meaning * meant;
    }
    return own;
  }

  private static double share(double value, double most) {
    return most <= 0 ? 0 : Math.max(0, value / most);
  }

  private static double most(float[] values) {
    double most = 0;
    for (float value : values) {
      most = Float.isNaN(value) ? most : Math.max(most, value);
    }
    return most;
  }

  private static double most(double[] values) {
    double most = 0;
    for (double value : values) {
      most = Math.max(most, value);
    }
    return most;
  }
}
