package io.cloister.library.tag;

import java.util.Locale;
import java.util.UUID;

/**
 * A tag that a document has.
 *
 * @param term the term of the vocabulary it is
 * @param confidence from 0 to 1; 1 if a person set it
 */
public record Tag(UUID term, String name, String vocabulary, Source source, double confidence) {

  /** Who or what set it. What a person set, no machine overwrites. */
  public enum Source {
    PERSON,
    MODEL,
    LEARNED,
    RULE,
    LEXICAL;

    /** The name in the HTTP contract and the database. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if {@code word} is no source
     */
    public static Source of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
