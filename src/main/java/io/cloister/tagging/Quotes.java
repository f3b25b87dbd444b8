package io.cloister.tagging;

import java.util.Locale;
import java.util.Optional;

/** Finds what a model claims to quote, however it broke the lines and wrote the capitals. */
final class Quotes {

  /** Shorter ones are found in any text and show nothing. */
  private static final int SHORTEST = 3;

  private final Reading reading;
  private final StringBuilder flat = new StringBuilder();
  private final int[] offsets;

  Quotes(Reading reading) {
    this.reading = reading;
    var text = reading.text();
    offsets = new int[text.length()];
    boolean blank = true;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        if (!blank) {
          offsets[flat.length()] = at;
          flat.append(' ');
        }
        blank = true;
      } else {
        offsets[flat.length()] = at;
        flat.append(Character.toLowerCase(c));
        blank = false;
      }
    }
  }

  /** The quote as the text has it, with its place; empty if the text has no such words. */
  Optional<Evidence> find(String quote) {
    var wanted = flattened(quote);
    if (wanted.length() < SHORTEST) {
      return Optional.empty();
    }
    if (wanted.length() > Evidence.LONGEST) {
      wanted = wanted.substring(0, Evidence.LONGEST);
    }
    int at = flat.indexOf(wanted);
    return at < 0
        ? Optional.empty()
        : reading.evidence(offsets[at], offsets[at + wanted.length() - 1] + 1);
  }

  boolean holds(String words) {
    return flat.indexOf(flattened(words)) >= 0;
  }

  private static String flattened(String text) {
    var wanted = new StringBuilder();
    for (var word : text.toLowerCase(Locale.ROOT).strip().split("\\s+", 0)) {
      wanted.append(wanted.isEmpty() ? "" : " ").append(word);
    }
    return wanted.toString();
  }
}
