package io.cloister.library.text;

/** The beginning of a text that is too long for its place. */
public final class Excerpt {

  private Excerpt() {}

  /** At most {@code most} UTF-16 code units of {@code text}; never half a character. */
  public static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean parts =
        most > 0
            && Character.isHighSurrogate(text.charAt(most - 1))
            && Character.isLowSurrogate(text.charAt(most));
    return text.substring(0, parts ? most - 1 : most);
  }
}
