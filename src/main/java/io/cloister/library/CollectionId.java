package io.cloister.library;

import java.util.UUID;

/** Names one collection. */
public record CollectionId(UUID value) {

  public static CollectionId random() {
    return new CollectionId(UUID.randomUUID());
  }

  /**
   * @throws NotFound if {@code text} is not even the form of an id
   */
  public static CollectionId of(String text) {
    try {
      return new CollectionId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new NotFound("Collection", text);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
