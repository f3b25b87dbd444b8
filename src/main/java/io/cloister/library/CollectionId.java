package io.cloister.library;

import java.util.UUID;
import java.util.regex.Pattern;

/** Names one collection. */
public record CollectionId(UUID value) {

  private static final Pattern FORM =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  public static CollectionId random() {
    return new CollectionId(UUID.randomUUID());
  }

  /** Whether {@code text} has the form of an id, be there one or not. */
  public static boolean isForm(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * @throws NotFound if {@code text} is not even the form of an id
   */
  public static CollectionId of(String text) {
    try {
      return new CollectionId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new NotFound("Collection", text);
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
