package io.cloister.ingest.read.unseen;

import io.cloister.ingest.read.wire.TextSink;
import io.cloister.library.text.HiddenText.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the words of a file in their order, seen and unseen, and tells the unseen ones with how
 * often they stood before, since the text was written by somebody else.
 */
final class Stretches {

  private static final int LEAST = 3; // characters
  private static final int LONGEST = 900; // of those told together
  private static final int MOST = 900; // told one by one

  private final StringBuilder all = new StringBuilder(); // with single blanks
  private final List<Found> found = new ArrayList<>();
  private @Nullable Kind open;
  private int from;

  /** Places in all words. */
  private record Found(int start, int end, Kind kind) {}

  /**
   * @param kind why they are not seen; null if they are
   */
  void add(CharSequence words, @Nullable Kind kind) {
    if (kind != open) {
      cut();
      open = kind;
    }
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      boolean isBlank = Character.isWhitespace(c) || c == '\u00a0';
      if (!isBlank) {
        all.append(c);
      } else if (!all.isEmpty() && all.charAt(all.length() - 1) != ' ') {
        all.append(' ');
      }
    }
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

  /**
   * @param start where the text begins that has these words
   */
  void tell(TextSink sink, int start) {
    cut();
    for (var one : found.size() > MOST ? joined() : found) {
      var words = all.substring(one.start(), one.end()).strip();
      sink.hidden(words, start, before(words, one.start()), one.kind());
    }
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

  private int before(String words, int place) {
    int times = 0;
    int at = all.indexOf(words);
    while (at >= 0 && at < place) {
      times++;
      at = all.indexOf(words, at + words.length());
    }
    return times;
  }
}
