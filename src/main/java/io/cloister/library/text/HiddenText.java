package io.cloister.library.text;

import java.util.Locale;
import org.springframework.util.Assert;

/**
 * A stretch of a version's text that nobody sees who opens the file: what stands there was written
 * for machines, be it to be found or to command them.
 *
 * @param start offset of the first UTF-16 code unit
 * @param end offset after the last
 */
public record HiddenText(int start, int end, Kind kind) {

  /** Why it is not seen. */
  public enum Kind {
    /** Marked as hidden, or drawn without ink. */
    INVISIBLE,
    /** In the colour of what is behind it. */
    COLOUR,
    /** Too small to be seen. */
    TINY,
    /** Beside the page. */
    OFF_PAGE,
    /** Of characters without a width of their own. */
    ZERO_WIDTH;

    /** The name in the HTTP contract and the database, as {@code off-page}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  public HiddenText {
    Assert.isTrue(0 <= start && start < end, "hidden text has a start and an end after it");
  }
}
