package io.cloister.web.document;

import io.cloister.library.text.PassageId;
import io.cloister.search.Hit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The passages of a document that have the words that are looked for, in reading order.
 *
 * @param at which of them is shown, from 0; -1 if another place is
 */
record Occurrences(List<Hit> all, int at) {

  static Occurrences of(List<Hit> all, @Nullable PassageId shown) {
    int at = -1;
    for (int i = 0; i < all.size() && shown != null; i++) {
      at = all.get(i).passage().id().equals(shown) ? i : at;
    }
    return new Occurrences(List.copyOf(all), at);
  }

  /** Comes after the one that is shown; after the last the first. */
  public @Nullable Hit next() {
    return all.isEmpty() ? null : all.get((at + 1) % all.size());
  }

  /** Comes before the one that is shown; before the first the last. */
  public @Nullable Hit previous() {
    return all.isEmpty() ? null : all.get(at <= 0 ? all.size() - 1 : at - 1);
  }
}
