package io.cloister.drafting;

import java.util.List;
import java.util.Locale;

/**
 * One sentence of a section and what supports it.
 *
 * @param text as it is read, with its marks as {@code [1]}
 * @param reasons why it is unsupported, as {@code number} or {@code name}; else empty
 * @param citations the numbers of the draft's citations that it rests on
 * @param author who wrote it as it stands now
 */
public record Sentence(
    String text, Support verdict, List<String> reasons, List<Integer> citations, Author author) {

  public Sentence {
    reasons = List.copyOf(reasons);
    citations = List.copyOf(citations);
  }

  /** What the check of a sentence against what it cites came to. */
  public enum Support {
    SUPPORTED,
    UNSUPPORTED,
    UNCITED;

    /** The name in the HTTP contract. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Who wrote a sentence; {@code MODEL} is any machine, the built-in quoting too. */
  public enum Author {
    MODEL,
    PERSON;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
