package io.cloister.answering;

import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * What is asked, and within what.
 *
 * @param text in any language, at most {@link #LONGEST} characters
 * @param collections only in these; empty does not narrow
 * @param documents only in these; empty does not narrow
 * @param thread the conversation that this goes on with; null begins one
 * @param language ISO 639-1 code for the answer; null for the question's own
 */
public record Question(
    String text,
    Mode mode,
    Set<CollectionId> collections,
    Set<DocumentId> documents,
    @Nullable ThreadId thread,
    @Nullable String language) {

  public static final int LONGEST = 2_000;

  public Question {
    Assert.hasText(text, "a question has words");
    Assert.isTrue(text.length() <= LONGEST, "a question is at most " + LONGEST + " characters");
    text = text.strip();
    collections = Set.copyOf(collections);
    documents = Set.copyOf(documents);
  }

  /** A first question to everything that the asker may read. */
  public static Question of(String text, Mode mode) {
    return new Question(text, mode, Set.of(), Set.of(), null, null);
  }

  /** Who answers. */
  public enum Mode {
    /** The routed model; where it fails, quotes. */
    AUTO,
    /** The routed model and nothing else. */
    MODEL,
    /** Quotes; no model is asked. */
    EXTRACTIVE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if {@code word} is no mode
     */
    public static Mode of(String word) {
      for (var mode : values()) {
        if (mode.word().equals(word)) {
          return mode;
        }
      }
      throw new IllegalArgumentException(
          "unknown mode '" + word + "'; use auto, model or extractive");
    }
  }
}
