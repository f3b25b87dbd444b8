package io.cloister.identity;

import java.util.UUID;

/** Names one API token; it is not its secret. */
public record TokenId(UUID value) {

  public static TokenId random() {
    return new TokenId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
