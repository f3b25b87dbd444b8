package io.cloister.library.text;

/**
 * A sentence and where it stands.
 *
 * @param start offset of its first UTF-16 code unit in the text it was found in
 * @param text the sentence without surrounding white space; never blank
 */
public record Sentence(int start, String text) {

  /** Offset after the last code unit, exclusive. */
  public int end() {
    return start + text.length();
  }
}
