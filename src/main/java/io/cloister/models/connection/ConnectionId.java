package io.cloister.models.connection;

import java.util.Optional;
import java.util.UUID;

/** Names one connection. */
public record ConnectionId(UUID value) {

  public static ConnectionId random() {
    return new ConnectionId(UUID.randomUUID());
  }

  /** Empty if {@code text} cannot be the id of any. */
  public static Optional<ConnectionId> parse(String text) {
    try {
      return Optional.of(new ConnectionId(UUID.fromString(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
