package io.cloister.ingest.transfer;

import io.cloister.library.NotFound;
import java.util.UUID;

/** Names one transfer. */
public record TransferId(UUID value) {

  static TransferId random() {
    return new TransferId(UUID.randomUUID());
  }

  /**
   * @throws NotFound if {@code text} is not even the form of an id
   */
  public static TransferId of(String text) {
    try {
      return new TransferId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new NotFound("Upload", text);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
