package io.cloister.search.lucene.block;

import java.util.Map;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/** What a whole document means: the mean of its passages' vectors. */
public final class Similarity {

  private Similarity() {}

  /** Of length 1; null if there are no vectors. */
  public static float @Nullable [] mean(Map<Integer, float[]> vectors) {
    float[] sum = null;
    for (var vector : vectors.values()) {
      if (sum == null) {
        sum = vector.clone();
      } else {
        VectorUtil.add(sum, vector);
      }
    }
    return sum == null ? null : VectorUtil.l2normalize(sum);
  }
}
