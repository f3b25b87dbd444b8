package io.cloister.library;

import java.util.UUID;

/** Names one document. */
public record DocumentId(UUID value) {

  public static DocumentId random() {
    return new DocumentId(UUID.randomUUID());
  }

  /**
   * @throws NotFound if {@code text} is not even the form of an id
   */
  public static DocumentId of(String text) {
    try {
      return new DocumentId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new NotFound("Document", text);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
