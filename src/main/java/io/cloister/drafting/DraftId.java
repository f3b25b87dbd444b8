package io.cloister.drafting;

import io.cloister.library.NotFound;
import java.util.UUID;

/** Names one draft. */
public record DraftId(UUID value) {

  public static DraftId random() {
    return new DraftId(UUID.randomUUID());
  }

  /**
   * @throws NotFound if {@code text} is not even the form of an id
   */
  public static DraftId of(String text) {
    try {
      return new DraftId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new NotFound("Draft", text);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
