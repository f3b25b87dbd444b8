package io.cloister.tagging;

import io.cloister.library.NotFound;
import java.util.UUID;

/** Names one term of a vocabulary. */
public record TermId(UUID value) {

  public static TermId random() {
    return new TermId(UUID.randomUUID());
  }

  /**
   * @throws NotFound if {@code text} is not even the form of an id
   */
  public static TermId of(String text) {
    try {
      return new TermId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new NotFound("Term", text);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
