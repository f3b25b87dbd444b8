package io.cloister.library.text;

import io.cloister.library.NotFound;
import io.cloister.library.VersionId;
import java.util.UUID;

/**
 * Names one passage: the version it was taken from and its place in it. Written {@code
 * <version>.<ordinal>}.
 *
 * @param ordinal place in reading order, from 0
 */
public record PassageId(VersionId version, int ordinal) {

  /**
   * @throws NotFound if {@code text} is not the form of an id
   */
  public static PassageId of(String text) {
    int dot = text.indexOf('.');
    try {
      return new PassageId(
          new VersionId(UUID.fromString(text.substring(0, dot))),
          Integer.parseInt(text.substring(dot + 1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
      throw new NotFound("Passage", text);
    }
  }

  @Override
  public String toString() {
    return version + "." + ordinal;
  }
}
