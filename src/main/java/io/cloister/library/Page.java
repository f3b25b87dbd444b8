package io.cloister.library;

import java.util.List;
import org.springframework.util.Assert;

/**
 * One page of a list.
 *
 * @param page which, from 0
 * @param total how many items the whole list has
 */
public record Page<T>(List<T> items, int page, int size, long total) {

  /** The largest page that may be asked for. */
  public static final int MOST = 200;

  public Page {
    Assert.isTrue(page >= 0, "page counts from 0");
    Assert.isTrue(size >= 1 && size <= MOST, "size is from 1 to " + MOST);
    items = List.copyOf(items);
  }
}
