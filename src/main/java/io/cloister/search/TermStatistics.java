package io.cloister.search;

/** How frequent words are in the library. */
public interface TermStatistics {

  /** How many passages there are. */
  long passages();

  /**
   * In how many passages the word occurs in any of its forms.
   *
   * @param word one word as it stands in the text
   * @param language ISO 639-1 code of the text; empty if unknown
   */
  long passagesWith(String word, String language);

  /** Inverse passage frequency, {@code ln(1 + (N - n + 0.5) / (n + 0.5))}; never negative. */
  default double idf(String word, String language) {
    double n = passagesWith(word, language);
    return Math.log(1 + Math.max(0, passages() - n + 0.5) / (n + 0.5));
  }
}
