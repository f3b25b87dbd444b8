package io.cloister.models;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/**
 * What goes to a model beside the words: a picture that it is shown, or a sound that it hears.
 *
 * @param name a file name, whose ending tells the format where the media type does not
 * @param mediaType {@code image/png} for a picture
 * @param length how long it lasts, as far as is known; zero for a picture
 */
public record Attachment(String name, String mediaType, byte[] bytes, Duration length) {

  // what endpoints that tell their tokens of sound say: one for each tenth of a second
  private static final int TOKENS_OF_A_SECOND = 10;
  // the most that a picture of a usual size comes to at the endpoints that tell it
  private static final int TOKENS_OF_A_PICTURE = 1_600;

  /** A picture, which every endpoint takes as PNG. */
  public static Attachment picture(byte[] png) {
    return new Attachment("picture.png", "image/png", png, Duration.ZERO);
  }

  public boolean isPicture() {
    return mediaType.startsWith("image/");
  }

  /** How many tokens it comes to, where the endpoint does not tell. */
  public int tokens() {
    return isPicture() ? TOKENS_OF_A_PICTURE : (int) (length.toSeconds() * TOKENS_OF_A_SECOND);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Attachment it
        && name.equals(it.name)
        && mediaType.equals(it.mediaType)
        && Arrays.equals(bytes, it.bytes)
        && length.equals(it.length);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, mediaType, Arrays.hashCode(bytes), length);
  }

  /** Without the bytes. */
  @Override
  public String toString() {
    return "Attachment[" + mediaType + ", " + bytes.length + " bytes]";
  }
}
