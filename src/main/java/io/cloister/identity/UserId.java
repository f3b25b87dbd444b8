package io.cloister.identity;

import java.util.UUID;

/** Names one person's account. */
public record UserId(UUID value) {

  public static UserId random() {
    return new UserId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
