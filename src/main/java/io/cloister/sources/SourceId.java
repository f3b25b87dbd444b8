package io.cloister.sources;

import io.cloister.library.NotFound;
import java.util.UUID;

/** Names one source. */
public record SourceId(UUID value) {

  static SourceId random() {
    return new SourceId(UUID.randomUUID());
  }

  /**
   * @throws NotFound if {@code text} is not even the form of an id
   */
  public static SourceId of(String text) {
    try {
      return new SourceId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new NotFound("Source", text);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
