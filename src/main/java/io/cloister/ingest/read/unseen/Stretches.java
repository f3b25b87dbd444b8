package io.cloister.ingest.read.unseen;

import io.cloister.ingest.read.wire.TextSink;
import io.cloister.library.text.HiddenText.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the words of a file in their order, seen and unseen, and tells the unseen ones with how
 * often they stood before, since the text was written by somebody else. What is hidden in several
 * ways in turn is one stretch, or a letter at a time would not be told.
 */
final class Stretches {

  private static final int LEAST = 3; // characters
  private static final int LONGEST = 900; // of those told together
  private static final int MANY = 900; // told one by one

  private final StringBuilder all = new StringBuilder(); // with single blanks
  private final List<Found> found = new ArrayList<>();
  private @Nullable Kind open;
  private int from;
  private boolean isUnknown;

  /** Places in all words. */
  private record Found(int start, int end, Kind kind) {}

  /**
   * @param kind why they are not seen; null if they are
   */
  void add(CharSequence words, @Nullable Kind kind) {
    boolean isUnseen = kind != null || (open != null && words.toString().isBlank());
    if (isUnseen != (open != null)) {
      cut();
      open = kind;
    }
    Occurrences.append(all, words);
  }

  /** What follows is told by itself. */
  void cut() {
    if (open != null && all.substring(Math.min(from, all.length())).strip().length() >= LEAST) {
      found.add(new Found(from, all.length(), open));
    }
    if (!all.isEmpty() && all.charAt(all.length() - 1) != ' ') {
      all.append(' ');
    }
    open = null;
    from = all.length();
  }

  /** The file is broken, or too long: what is not known of it may be hidden. */
  void unknown() {
    isUnknown = true;
  }

  /**
   * Tells all of them, or that everything is hidden where counting them takes too much or not all
   * is known.
   *
   * @param start where the text begins that has these words
   */
  void tell(TextSink sink, int start) {
    cut();
    var words = new Occurrences(all.toString());
    for (var one : found.size() > MANY ? joined() : found) {
      for (int at = one.start(); at < one.end() && !words.isTired(); ) {
        int end = end(at, one.end());
        tell(sink, start, words, new Found(at, end, one.kind()));
        at = end;
      }
    }
    if ((isUnknown || words.isTired()) && sink.position() > start) {
      sink.hidden(start, sink.position(), Kind.INVISIBLE);
    }
  }

  private void tell(TextSink sink, int start, Occurrences all, Found one) {
    var words = this.all.substring(one.start(), one.end()).strip();
    if (!words.isEmpty()) {
      sink.hidden(words, start, all.before(words, one.start()), one.kind());
    }
  }

  /** Where a piece ends that can be told at once, at a blank if there is one. */
  private int end(int start, int end) {
    if (end - start <= LONGEST) {
      return end;
    }
    int blank = all.lastIndexOf(" ", start + LONGEST);
    return blank > start ? blank + 1 : start + LONGEST;
  }

  /** Many are told in fewer and longer stretches, so that none is left out. */
  private List<Found> joined() {
    var joined = new ArrayList<Found>();
    for (var one : found) {
      var last = joined.isEmpty() ? null : joined.getLast();
      boolean goesOn =
          last != null
              && last.kind() == one.kind()
              && one.start() - last.end() <= 1
              && one.end() - last.start() <= LONGEST;
      if (last != null && goesOn) {
        joined.set(joined.size() - 1, new Found(last.start(), one.end(), one.kind()));
      } else {
        joined.add(one);
      }
    }
    return joined;
  }
}
