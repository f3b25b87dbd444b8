package io.cloister.ingest.read.unseen;

import java.util.HashMap;
import java.util.Map;

/**
 * Where words stand in a text, whatever blanks are between them. Whoever asks for the same words
 * from front to back has the text looked through once; what all questions take is bounded.
 */
final class Occurrences {

  private static final long MOST = 4L << 30; // characters

  private final String text;
  private final long most;
  private final Map<Sought, Place> reached = new HashMap<>();
  private long looked;

  /**
   * @param from where the words are looked for
   */
  private record Sought(String words, int from) {}

  /**
   * Where words were found last.
   *
   * @param times how often they were found up to here
   */
  record Place(int start, int end, int times) {}

  Occurrences(String text) {
    this(text, MOST);
  }

  /**
   * @param most how many characters are looked through at most
   */
  Occurrences(String text, long most) {
    this.text = text;
    this.most = most;
  }

  /** Whether the last answer is none, since looking takes too much. */
  boolean isTired() {
    return looked > most;
  }

  /** How often the words begin before a place. */
  int before(String words, int place) {
    var sought = new Sought(words, 0);
    var last = last(sought, place);
    for (var next = next(words, last, place);
        next.times() > last.times();
        next = next(words, last, place)) {
      last = next;
    }
    reached.put(sought, last);
    return last.times();
  }

  /**
   * The words where they stand for the nth time, from 0, or for the last time if that is sooner; 0
   * times if they are not there.
   */
  Place nth(String words, int from, int nth) {
    var sought = new Sought(words, from);
    var last = reached.getOrDefault(sought, new Place(from, from, 0));
    if (last.times() > nth + 1) {
      last = new Place(from, from, 0);
    }
    while (last.times() <= nth) {
      var next = next(words, last, text.length());
      if (next.times() == last.times()) {
        break;
      }
      last = next;
    }
    reached.put(sought, last);
    return last;
  }

  private Place last(Sought sought, int place) {
    var last = reached.get(sought);
    return last == null || last.start() >= place ? new Place(0, 0, 0) : last;
  }

  /** The same place if the words do not begin again before {@code before}. */
  private Place next(String words, Place last, int before) {
    int blank = words.indexOf(' ');
    var first = blank < 0 ? words : words.substring(0, blank);
    int at = last.times() == 0 ? last.end() : last.start() + 1; // they may overlap
    while (at < before && !isTired()) {
      int start = text.indexOf(first, at, Math.min(text.length(), before + first.length() - 1));
      looked += (start < 0 ? before : start) - at + words.length();
      if (start < 0) {
        return last;
      }
      int end = end(words, start);
      if (end > start) {
        return new Place(start, end, last.times() + 1);
      }
      at = start + 1;
    }
    return last;
  }

  /** Where the words end that begin at a place; -1 if they do not. */
  private int end(String words, int start) {
    int at = start;
    for (int i = 0; i < words.length(); i++) {
      if (words.charAt(i) != ' ') {
        if (at >= text.length() || text.charAt(at++) != words.charAt(i)) {
          return -1;
        }
      } else {
        int blanks = at;
        while (at < text.length() && isBlank(text.charAt(at))) {
          at++;
        }
        if (at == blanks) {
          return -1;
        }
      }
    }
    return at;
  }

  static boolean isBlank(char character) {
    return Character.isWhitespace(character) || character == '\u00a0';
  }

  /** With single blanks, and none around them. */
  static String squeezed(CharSequence words) {
    var squeezed = new StringBuilder();
    append(squeezed, words);
    return squeezed.toString().strip();
  }

  /** Appends words with single blanks. */
  static void append(StringBuilder all, CharSequence words) {
    for (int i = 0; i < words.length(); i++) {
      char character = words.charAt(i);
      if (!isBlank(character)) {
        all.append(character);
      } else if (!all.isEmpty() && all.charAt(all.length() - 1) != ' ') {
        all.append(' ');
      }
    }
  }
}
