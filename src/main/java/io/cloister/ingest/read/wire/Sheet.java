package io.cloister.ingest.read.wire;

import java.util.List;

/**
 * A page as it looks.
 *
 * @param png its picture
 * @param words in the order of its text; empty for a page that is a picture itself
 */
public record Sheet(byte[] png, List<Word> words) {

  public Sheet {
    words = List.copyOf(words);
  }

  /** A word and where it stands: shares of the page's width and height, from its upper left. */
  public record Word(String text, float left, float top, float right, float bottom) {}
}
