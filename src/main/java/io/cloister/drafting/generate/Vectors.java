package io.cloister.drafting.generate;

import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Turns sentences into vectors of length 1 whose inner product says how near they are: by their
 * meaning where the built-in model knows the language, else by the words they share.
 */
interface Vectors {

  float[] of(String text);

  /** How near two vectors are, from -1 to 1; for shared words from 0. */
  static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The mean of vectors, of length 1; zero if there are none. */
  static float[] mean(Iterable<float[]> vectors) {
    float[] sum = null;
    for (var vector : vectors) {
      sum = sum == null ? new float[vector.length] : sum;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    return sum == null ? new float[0] : unit(sum);
  }

  static float[] unit(float[] vector) {
    double square = 0;
    for (float x : vector) {
      square += x * x;
    }
    float length = (float) Math.sqrt(square);
    if (length > 0) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] /= length;
      }
    }
    return vector;
  }

  /** By meaning if {@code language} is the model's and the model can be run, else by words. */
  static Vectors in(String language, Embedder embedder) {
    if (!language.equals("en")) {
      return new SharedWords();
    }
    try {
      embedder.embed("ready");
      return embedder::embed;
    } catch (EmbedderUnavailable _) {
      return new SharedWords();
    }
  }

  /** Words by their first letters, hashed into a fixed number of places; short ones count less. */
  final class SharedWords implements Vectors {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]{3,}");
    private static final int PLACES = 1024;
    private static final int STEM = 6;

    @Override
    public float[] of(String text) {
      var vector = new float[PLACES];
      var words = WORD.matcher(text.toLowerCase(Locale.ROOT));
      while (words.find()) {
        var word = words.group();
        var stem = word.substring(0, Math.min(word.length(), STEM));
        vector[Math.floorMod(stem.hashCode() * 31, PLACES)] += word.length() <= 4 ? 0.3f : 1f;
      }
      return unit(vector);
    }
  }
}
