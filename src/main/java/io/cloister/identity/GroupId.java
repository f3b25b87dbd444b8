package io.cloister.identity;

import java.util.UUID;

/** Names one group of people. */
public record GroupId(UUID value) {

  public static GroupId random() {
    return new GroupId(UUID.randomUUID());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
