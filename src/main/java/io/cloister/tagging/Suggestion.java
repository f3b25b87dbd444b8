package io.cloister.tagging;

import io.cloister.library.DocumentId;
import io.cloister.library.tag.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A tag that the machine proposes for a document, and what a person decided of it.
 *
 * @param term the term it is; null for a phrase that becomes a term when it is accepted
 * @param confidence from 0 to 1: how often such suggestions are what a person would have set
 */
public record Suggestion(
    SuggestionId id,
    DocumentId document,
    @Nullable TermId term,
    String name,
    VocabularyId vocabulary,
    String vocabularyName,
    double confidence,
    Tag.Source source,
    State state,
    List<Evidence> evidence) {

  public Suggestion {
    evidence = List.copyOf(evidence);
  }

  /** What became of it. */
  public enum State {
    PROPOSED,
    ACCEPTED,
    REJECTED;

    /** The name in the HTTP contract and the database. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if {@code word} is no state
     */
    public static State of(String word) {
      for (var state : values()) {
        if (state.word().equals(word)) {
          return state;
        }
      }
      throw new IllegalArgumentException(
          "unknown state '" + word + "'; use proposed, accepted or rejected");
    }
  }
}
