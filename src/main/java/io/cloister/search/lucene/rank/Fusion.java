package io.cloister.search.lucene.rank;

/**
 * Joins what words, meaning and the document's entry say of the same passages into one score. Each
 * is divided by the best of the candidates, and the least possible value is 0, so that the score of
 * a passage does not change with how many others are looked at, and pages of hits fit together.
 *
 * <p>A passage by itself has {@code own = (1 - a) words + a cosine}; without a vector it is judged
 * by its words alone. To this is added {@code e} times what speaks for its document. That is {@code
 * own} itself where the document is this one passage, since the entry then only says the same
 * again, and else {@code (1 - b) entry + b cosine} with {@code b = a / sqrt(n)}, where n is how
 * many passages the document has: what one of many means says little about the whole. Where no
 * entry says anything, as when only meaning counts, passages are left to themselves, whatever the
 * length of their documents.
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
    double mostWords = most(words);
    double mostCosine = most(cosines);
    double mostEntry = most(entries);
    var own = new double[words.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = joined(meaning, share(words[i], mostWords), cosines[i], mostCosine);
    }
    double bestOwn = most(own);
    var fused = new double[words.length];
    for (int i = 0; i < fused.length; i++) {
      double ofDocument =
          passages[i] == 1 || mostEntry <= 0
              ? share(own[i], bestOwn)
              : joined(
                  meaning / Math.sqrt(passages[i]),
                  share(entries[i], mostEntry),
                  cosines[i],
                  mostCosine);
      fused[i] = own[i] + entry * ofDocument;
    }
    return fused;
  }

  /** What is said and what is meant, of which the latter has the given part. */
  private static double joined(double part, double said, float cosine, double mostCosine) {
    return Float.isNaN(cosine) ? said : (1 - part) * said + part * share(cosine, mostCosine);
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
