package io.cloister.tagging;

import io.cloister.library.NotFound;
import java.util.UUID;

/** Names one suggestion of a tag. */
public record SuggestionId(UUID value) {

  public static SuggestionId random() {
    return new SuggestionId(UUID.randomUUID());
  }

  /**
   * @throws NotFound if {@code text} is not even the form of an id
   */
  public static SuggestionId of(String text) {
    try {
      return new SuggestionId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new NotFound("Tag suggestion", text);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
