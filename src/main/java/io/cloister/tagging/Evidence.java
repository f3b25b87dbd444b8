package io.cloister.tagging;

import io.cloister.library.text.PassageId;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * Where in a document's text a suggestion comes from.
 *
 * @param page page of the original, from 1; null if it has no pages
 * @param start offset of the quote's first UTF-16 code unit in the version's plain text
 * @param quote verbatim part of that text, at most {@link #LONGEST} code units
 */
public record Evidence(PassageId passage, @Nullable Integer page, int start, String quote) {

  public static final int LONGEST = 400;

  public Evidence {
    Assert.isTrue(start >= 0, () -> "start must not be negative: " + start);
    Assert.hasText(quote, "a quote must not be blank");
    Assert.isTrue(quote.length() <= LONGEST, "a quote is at most " + LONGEST + " long");
  }

  /** Offset after the last code unit, exclusive. */
  public int end() {
    return start + quote.length();
  }
}
