package io.cloister.web.document;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of a version's text.
 *
 * @param start offset of the first UTF-16 code unit, inclusive
 * @param end offset after the last one, exclusive
 */
record Stretch(int start, int end) {

  /** What both have in common; null if that is nothing. */
  @Nullable Stretch within(Stretch other) {
    int from = Math.max(start, other.start);
    int to = Math.min(end, other.end);
    return from < to ? new Stretch(from, to) : null;
  }
}
