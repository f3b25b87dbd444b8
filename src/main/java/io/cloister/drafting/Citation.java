package io.cloister.drafting;

import io.cloister.library.DocumentId;
import io.cloister.library.text.PassageId;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a source that sentences rest on.
 *
 * @param n its number in the draft, from 1
 * @param document which, with the words that show it
 * @param version number of the version that was read
 * @param page from 1; null without pages
 * @param start offset of the quote in that version's plain text, in UTF-16 code units
 * @param end after its last code unit
 * @param quote the verbatim text from {@code start} to {@code end}, at most 400 code units
 */
public record Citation(
    int n,
    Cited document,
    int version,
    PassageId passage,
    @Nullable Integer page,
    int start,
    int end,
    String quote) {

  /** The longest quote, in UTF-16 code units. */
  public static final int LONGEST_QUOTE = 400;

  /** The document that is cited. */
  public record Cited(DocumentId id, @Nullable String externalId, String title, String fileName) {}
}
