package io.cloister.library;

import java.util.UUID;

/** Names one version of a document. */
public record VersionId(UUID value) {

  public static VersionId random() {
    return new VersionId(UUID.randomUUID());
  }

  /**
   * @throws NotFound if {@code text} is not even the form of an id
   */
  public static VersionId of(String text) {
    try {
      return new VersionId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new NotFound("Version", text);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
