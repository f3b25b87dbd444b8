package io.cloister.ingest.read.wire;

/** Makes text fit for every database and every encoding, without moving a single code unit. */
public final class Storable {

  private Storable() {}

  /** Replaces what cannot be stored: NUL, and halves of surrogate pairs. */
  public static String text(CharSequence text) {
    var safe = new StringBuilder(text);
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      if (c == 0) {
        safe.setCharAt(i, ' ');
      } else if (Character.isHighSurrogate(c)
          && i + 1 < safe.length()
          && Character.isLowSurrogate(safe.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        safe.setCharAt(i, '\ufffd');
      }
    }
    return safe.toString();
  }
}
