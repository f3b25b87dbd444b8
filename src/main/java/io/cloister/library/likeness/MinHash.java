package io.cloister.library.likeness;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sketch of a text: for each of 60 hash functions {@code h_i} the least {@code h_i(s)} over its
 * shingles s, the runs of five words. The share of functions in which two sketches agree estimates
 * the texts' resemblance {@code |A ∩ B| / |A ∪ B|} with a standard error of at most 0.065.
 *
 * <p>Twelve bands of five functions: texts that resemble each other by 0.8 agree in some band with
 * probability {@code 1 - (1 - 0.8^5)^12 = 0.99}, those by 0.3 with 0.03.
 *
 * <p>A. Broder. On the resemblance and containment of documents. SEQUENCES 1997.
 * doi:10.1109/SEQUEN.1997.666900
 */
@SuppressWarnings("ArrayRecordComponent") // compared by what is in it, see below
record MinHash(int[] least) {

  static final int FUNCTIONS = 60;
  static final int BANDS = 12;

  private static final int WORDS = 5;
  private static final int FEWEST = 30; // shingles: shorter texts are alike by chance
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** Null if the text is too short to tell. */
  static @Nullable MinHash of(CharSequence text) {
    var least = new int[FUNCTIONS];
    Arrays.fill(least, Integer.MAX_VALUE);
    var last = new long[WORDS];
    long words = 0;
    long word = 0;
    int length = 0;
    for (int at = 0; at <= text.length(); ) {
      int sign = at < text.length() ? Character.codePointAt(text, at) : ' ';
      at += Character.charCount(sign);
      boolean alone = Character.isIdeographic(sign); // languages that write no spaces
      if (Character.isLetterOrDigit(sign) && !alone) {
        word = mixed(word + Character.toLowerCase(sign));
        length++;
        continue;
      }
      if (length > 0) {
        last[(int) (words++ % WORDS)] = word;
        lower(least, last, words);
      }
      if (alone) {
        last[(int) (words++ % WORDS)] = mixed(sign);
        lower(least, last, words);
      }
      word = 0;
      length = 0;
    }
    return words - WORDS + 1 < FEWEST ? null : new MinHash(least);
  }

  private static void lower(int[] least, long[] last, long words) {
    if (words < WORDS) {
      return;
    }
    long shingle = 0;
    for (int back = WORDS; back > 0; back--) {
      shingle = mixed(shingle * 31 + last[(int) ((words - back) % WORDS)]);
    }
    for (int i = 0; i < FUNCTIONS; i++) {
      int hash = (int) (mixed(shingle ^ (GOLDEN * (i + 1))) >>> 33);
      if (hash < least[i]) {
        least[i] = hash;
      }
    }
  }

  /** The finalizer of SplitMix64: every bit of the input moves every bit of the output. */
  private static long mixed(long z) {
    long once = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long twice = (once ^ (once >>> 27)) * 0x94D049BB133111EBL;
    return twice ^ (twice >>> 31);
  }

  /** Estimates the resemblance, 0..1. */
  double resemblance(MinHash other) {
    int same = 0;
    for (int i = 0; i < FUNCTIONS; i++) {
      same += least[i] == other.least[i] ? 1 : 0;
    }
    return (double) same / FUNCTIONS;
  }

  /** One number for a band: equal where all its functions agree. */
  long band(int number) {
    long band = number;
    int width = FUNCTIONS / BANDS;
    for (int i = 0; i < width; i++) {
      band = mixed(band * 31 + least[number * width + i]);
    }
    return band;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MinHash(int[] its) && Arrays.equals(least, its);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(least);
  }

  @Override
  public String toString() {
    return "MinHash" + Arrays.toString(least);
  }
}
