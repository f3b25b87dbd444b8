package io.cloister.ingest;

/** What a stranger calls something, fit for a line of a list. */
final class OneLine {

  private OneLine() {}

  /** Without breaks, control characters, and signs that turn what follows them around. */
  static String of(String said) {
    return said.replaceAll("[\\p{Cc}\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]", " ")
        .strip();
  }
}
