package io.cloister.governance;

import java.util.Locale;

/** Where a model stands, seen from the deployment; each lies further out than those before it. */
public enum Boundary {
  /** Run by the organisation inside its own network. */
  INSIDE,
  /** Run for the organisation alone, under a contract. */
  PRIVATE,
  /** Anybody's service. */
  PUBLIC;

  /** The name in the HTTP contract and the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if {@code word} is no boundary
   */
  public static Boundary of(String word) {
    for (var boundary : values()) {
      if (boundary.word().equals(word)) {
        return boundary;
      }
    }
    throw new IllegalArgumentException(
        "unknown boundary '" + word + "'; use inside, private or public");
  }
}
