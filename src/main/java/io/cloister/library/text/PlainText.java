package io.cloister.library.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version's text as it was read.
 *
 * @param text all of it
 * @param pageStarts offset into {@code text} at which each page starts, page 1 first; empty if the
 *     format has no pages
 */
public record PlainText(String text, List<Integer> pageStarts) {

  public PlainText {
    pageStarts = List.copyOf(pageStarts);
  }

  /** The page, from 1, on which the code unit at {@code offset} stands; null without pages. */
  public @Nullable Integer pageAt(int offset) {
    if (pageStarts.isEmpty()) {
      return null;
    }
    int found = java.util.Collections.binarySearch(pageStarts, offset);
    int page = found >= 0 ? found : -found - 2;
    while (page + 1 < pageStarts.size() && pageStarts.get(page + 1) <= offset) {
      page++;
    }
    return Math.max(page, 0) + 1;
  }
}
