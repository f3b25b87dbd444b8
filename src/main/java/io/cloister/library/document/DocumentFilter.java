package io.cloister.library.document;

import io.cloister.library.Status;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a list is to show; null does not narrow.
 *
 * @param title words that the title or the file name contains, in any case
 * @param tag the name of an assigned tag
 * @param binned true for those in the bin, false for the others
 */
public record DocumentFilter(
    @Nullable Status status, @Nullable String tag, @Nullable String title, boolean binned) {

  public static final DocumentFilter ALL = new DocumentFilter(null, null, null, false);
}
