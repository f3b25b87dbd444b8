package io.cloister.library.text;

/** Line ends in place of words: every place stays where it is, and nothing runs on over them. */
final class LineEnds {

  private LineEnds() {}

  /**
   * Puts them over a stretch, as far as that is in the text.
   *
   * @param from offset of the first code unit; may be before the text
   * @param to offset after the last; may be behind it
   */
  static void over(StringBuilder text, int from, int to) {
    int end = Math.min(text.length(), to);
    for (int i = Math.max(0, from); i < end; i++) {
      text.setCharAt(i, '\n');
    }
  }
}
