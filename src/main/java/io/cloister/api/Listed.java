package io.cloister.api;

import io.cloister.library.Page;
import java.util.List;
import java.util.function.Function;

/** A page of a list in the contract's shape. */
public record Listed<T>(List<T> items, int page, int size, long total) {

  /** The page with each item turned into its shape. */
  public static <A, B> Listed<B> of(Page<A> page, Function<? super A, B> shape) {
    return new Listed<>(
        page.items().stream().<B>map(shape).toList(), page.page(), page.size(), page.total());
  }

  /** A list that is short by nature, as one page. */
  public static <T> Listed<T> whole(List<T> items) {
    return new Listed<>(items, 0, Math.max(1, items.size()), items.size());
  }

  /** A page of a list that is at hand as a whole, each item turned into its shape. */
  public static <A, B> Listed<B> slice(
      List<A> all, int page, int size, Function<? super A, B> shape) {
    int from = (int) Math.min((long) page * size, all.size());
    var items = all.subList(from, Math.min(from + size, all.size()));
    return new Listed<>(items.stream().<B>map(shape).toList(), page, size, all.size());
  }
}
