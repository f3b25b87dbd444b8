package io.cloister.web.document;

import org.jspecify.annotations.Nullable;

/**
 * Where in a document somebody wants to look; all null opens it at its beginning.
 *
 * @param v number of a version
 * @param page number of a leaf, from 1
 * @param passage id of a passage
 * @param start offset into the version's text at which what was cited begins
 * @param end offset after its end
 * @param q words to be marked
 * @param view {@code page}: as the page looks; else its text
 */
record Place(
    @Nullable Integer v,
    @Nullable Integer page,
    @Nullable String passage,
    @Nullable Integer start,
    @Nullable Integer end,
    @Nullable String q,
    @Nullable String view) {

  static final Place START = new Place(null, null, null, null, null, null, null);

  /** Links name what is not asked for without a value. */
  Place {
    passage = passage == null || passage.isBlank() ? null : passage;
  }

  /** The exact stretch, if one is named; it wins over the passage. */
  @Nullable Stretch stretch() {
    return start != null && end != null && start >= 0 && start < end
        ? new Stretch(start, end)
        : null;
  }

  public boolean asItLooks() {
    return "page".equals(view);
  }

  public boolean hasWords() {
    return q != null && !q.isBlank();
  }
}
