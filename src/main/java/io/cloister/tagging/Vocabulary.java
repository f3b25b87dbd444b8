package io.cloister.tagging;

import java.util.Locale;
import java.util.UUID;

/**
 * A set of terms that documents are tagged with.
 *
 * @param terms how many there are that the reader may see
 */
public record Vocabulary(VocabularyId id, String name, Kind kind, long terms) {

  /** The open vocabulary that is always there: what people type freely becomes a term of it. */
  public static final VocabularyId TOPICS =
      new VocabularyId(UUID.fromString("00000000-0000-4000-8000-000000000001"));

  /** Whether tagging may add terms. */
  public enum Kind {
    /** Anything may become a term. */
    OPEN,
    /** Only editors add terms. */
    CLOSED;

    /** The name in the HTTP contract and the database. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if {@code word} is no kind
     */
    public static Kind of(String word) {
      for (var kind : values()) {
        if (kind.word().equals(word)) {
          return kind;
        }
      }
      throw new IllegalArgumentException("unknown kind '" + word + "'; use open or closed");
    }
  }
}
