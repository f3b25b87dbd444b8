package io.cloister.web.collections;

import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Right;
import org.jspecify.annotations.Nullable;

/**
 * A collection as one person sees it.
 *
 * @param right the most that this person may do in it; null if they may only administer it
 * @param administered whether they may change it and who has access
 * @param documents how many it holds; 0 if they may not read it
 */
record CollectionView(
    Collection collection, @Nullable Right right, boolean administered, long documents) {

  public boolean mayRead() {
    return right != null;
  }

  public boolean mayWrite() {
    return right != null && right.includes(Right.WRITE);
  }

  /** Whether it is the one that takes what comes without a collection. */
  public boolean isLibrary() {
    return collection.name().equals(io.cloister.library.collection.Collections.LIBRARY);
  }
}
