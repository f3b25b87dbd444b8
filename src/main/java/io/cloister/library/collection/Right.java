package io.cloister.library.collection;

import java.util.Locale;

/** What may be done in a collection; each right includes those before it. */
public enum Right {
  READ,
  WRITE,
  MANAGE;

  public boolean includes(Right needed) {
    return compareTo(needed) >= 0;
  }

  /** The name in the HTTP contract and the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if {@code word} is no right
   */
  public static Right of(String word) {
    for (var right : values()) {
      if (right.word().equals(word)) {
        return right;
      }
    }
    throw new IllegalArgumentException("unknown right '" + word + "'; use read, write or manage");
  }
}
