package io.cloister.tagging;

import io.cloister.library.NotFound;
import java.util.UUID;

/** Names one vocabulary. */
public record VocabularyId(UUID value) {

  public static VocabularyId random() {
    return new VocabularyId(UUID.randomUUID());
  }

  /**
   * @throws NotFound if {@code text} is not even the form of an id
   */
  public static VocabularyId of(String text) {
    try {
      return new VocabularyId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new NotFound("Vocabulary", text);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
