package io.cloister.governance;

import java.util.Collection;
import java.util.Locale;

/** How confidential a document is; each label is stricter than those before it. */
public enum Label {
  PUBLIC,
  INTERNAL,
  CONFIDENTIAL,
  SECRET;

  /** The name in the HTTP contract and the database: {@code public}, {@code internal}… */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if {@code word} is no label
   */
  public static Label of(String word) {
    for (var label : values()) {
      if (label.word().equals(word)) {
        return label;
      }
    }
    throw new IllegalArgumentException(
        "unknown label '" + word + "'; use public, internal, confidential or secret");
  }

  /** The strictest of several, {@link #PUBLIC} of none: what a prompt made of them all is. */
  public static Label strictest(Collection<Label> labels) {
    return labels.stream().max(Label::compareTo).orElse(PUBLIC);
  }
}
