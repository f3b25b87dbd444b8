package io.cloister.answering;

import io.cloister.library.NotFound;
import java.util.UUID;

/** Names one conversation. */
public record ThreadId(UUID value) {

  public static ThreadId random() {
    return new ThreadId(UUID.randomUUID());
  }

  /**
   * @throws NotFound if {@code text} is not even the form of an id
   */
  public static ThreadId of(String text) {
    try {
      return new ThreadId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new NotFound("Thread", text);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
