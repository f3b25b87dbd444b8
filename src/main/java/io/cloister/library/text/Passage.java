package io.cloister.library.text;

import io.cloister.library.VersionId;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * A stretch of a document version's text: the unit that is indexed, retrieved and cited.
 *
 * <p>Offsets count UTF-16 code units of the version's plain text, so that {@code
 * plainText.substring(start, end)} is always {@code text}. Passages of one version may overlap.
 *
 * @param version the version the text was taken from
 * @param ordinal place in reading order, from 0
 * @param page page of the original on which the passage starts, from 1; null if it has no pages
 * @param start offset of the first code unit, inclusive
 * @param heading the heading it stands under; null if there is none
 * @param text the words themselves; never blank
 * @param seconds when it was said, from the beginning of the recording; null if it is of none
 * @throws IllegalArgumentException if a number is out of range or the text is blank
 */
public record Passage(
    VersionId version,
    int ordinal,
    @Nullable Integer page,
    int start,
    @Nullable String heading,
    String text,
    @Nullable Integer seconds) {

  /** What is of no recording. */
  public Passage(
      VersionId version,
      int ordinal,
      @Nullable Integer page,
      int start,
      @Nullable String heading,
      String text) {
    this(version, ordinal, page, start, heading, text, null);
  }

  public Passage {
    Assert.isTrue(ordinal >= 0, () -> "ordinal must not be negative: " + ordinal);
    Assert.isTrue(page == null || page >= 1, () -> "page counts from 1: " + page);
    Assert.isTrue(start >= 0, () -> "start must not be negative: " + start);
    Assert.hasText(text, "text must not be blank");
  }

  public PassageId id() {
    return new PassageId(version, ordinal);
  }

  /** The same place with other words, as long as its own. */
  Passage withText(String same) {
    Assert.isTrue(same.length() == text.length(), "a place keeps its length");
    return new Passage(version, ordinal, page, start, heading, same, seconds);
  }

  /** Offset after the last code unit, exclusive. */
  public int end() {
    return start + text.length();
  }
}
