package io.cloister.answering;

import io.cloister.library.Document;
import io.cloister.library.text.PassageId;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a document that an answer rests on.
 *
 * @param n the number it is cited by, from 1
 * @param document as the library has it now
 * @param version number of the version that was read, from 1
 * @param passage the passage it stands in
 * @param page page of the original on which it begins, from 1; null if it has no pages
 * @param start offset of its first UTF-16 code unit in the version's text
 * @param end offset after its last
 * @param quote exactly what stands there, at most {@link #LONGEST} characters
 */
public record Citation(
    int n,
    Document document,
    int version,
    PassageId passage,
    @Nullable Integer page,
    int start,
    int end,
    String quote) {

  public static final int LONGEST = 400;
}
