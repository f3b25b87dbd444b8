package io.cloister.library;

import java.util.Locale;

/** How far a version is on its way to being searchable. */
public enum Status {
  /** The bytes are kept; nothing has been read yet, or it waits to be read again. */
  RECEIVED,
  READING,
  INDEXING,
  READY,
  /** It could not be read; final until someone retries. */
  FAILED,
  /** Its reader died or ran past its limits twice. */
  QUARANTINED;

  /** The name in the HTTP contract and the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing more will happen to it by itself. */
  public boolean isSettled() {
    return this == READY || this == FAILED || this == QUARANTINED;
  }

  /**
   * @throws IllegalArgumentException if {@code word} is no status
   */
  public static Status of(String word) {
    for (var status : values()) {
      if (status.word().equals(word)) {
        return status;
      }
    }
    throw new IllegalArgumentException("unknown status '" + word + "'");
  }
}
