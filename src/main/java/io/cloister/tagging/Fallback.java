package io.cloister.tagging;

import java.util.Locale;
import java.util.Optional;

/** Why suggestions come from the words of the text though a model was to make them. */
public enum Fallback {
  /** No model of the route answered. */
  UNAVAILABLE,
  /** The provider declined. */
  REFUSED,
  /** The budget is spent. */
  OVER_BUDGET,
  /** A policy keeps text of this label from the model. */
  BLOCKED,
  /** What the model replied could not be used. */
  UNREADABLE;

  /** The name in the database and in messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Fallback> of(String word) {
    for (var fallback : values()) {
      if (fallback.word().equals(word)) {
        return Optional.of(fallback);
      }
    }
    return Optional.empty();
  }
}
