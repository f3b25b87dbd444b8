package io.cloister.web.document;

import io.cloister.ingest.Sheets.Placed;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** Finds where on a page a stretch of its text stands. */
final class Marks {

  private static final int ALL = 1_000; // of a page's width or height
  private static final int ENOUGH = 200; // letters to know a stretch by

  private Marks() {}

  /** A part of a line, in thousandths of the page's width and height from its upper left. */
  record Mark(int left, int top, int width, int height) {}

  /**
   * @param words of the page in the order of its text
   * @param text of the page
   * @param from offset into {@code text} at which the stretch begins
   * @param to offset after its end
   * @return one for each line; empty if the stretch is not found among the words
   */
  static List<Mark> of(List<Placed> words, String text, int from, int to) {
    var wanted = bare(text.substring(from, to));
    if (wanted.isEmpty()) {
      return List.of();
    }
    var all = new StringBuilder();
    var starts = new ArrayList<Integer>();
    for (var word : words) {
      starts.add(all.length());
      all.append(bare(word.text()));
    }
    int at = nearest(all.toString(), wanted, bare(text.substring(0, from)).length());
    if (at < 0) {
      return List.of();
    }
    var hit = new ArrayList<Placed>();
    for (int i = 0; i < words.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : all.length();
      if (end > at && starts.get(i) < at + wanted.length()) {
        hit.add(words.get(i));
      }
    }
    return lines(hit);
  }

  /**
   * Where {@code wanted} stands, as near as possible to where it is expected; -1 for nowhere. Its
   * beginning tells: a page of one letter would else be compared with itself at each of its places.
   */
  private static int nearest(String all, String wanted, int expected) {
    var beginning = wanted.substring(0, Math.min(wanted.length(), ENOUGH));
    int best = -1;
    for (int at = all.indexOf(beginning); at >= 0; at = all.indexOf(beginning, at + 1)) {
      if (best < 0 || Math.abs(at - expected) < Math.abs(best - expected)) {
        best = at;
      }
    }
    return best;
  }

  private static List<Mark> lines(List<Placed> words) {
    var lines = new ArrayList<Mark>();
    Placed line = null;
    for (var word : words) {
      if (line != null && isBeside(line, word)) {
        line =
            new Placed(
                "",
                Math.min(line.left(), word.left()),
                Math.min(line.top(), word.top()),
                Math.max(line.right(), word.right()),
                Math.max(line.bottom(), word.bottom()));
      } else {
        if (line != null) {
          lines.add(mark(line));
        }
        line = word;
      }
    }
    if (line != null) {
      lines.add(mark(line));
    }
    return lines;
  }

  private static boolean isBeside(Placed line, Placed word) {
    float middle = (word.top() + word.bottom()) / 2;
    return middle > line.top() && middle < line.bottom() && word.left() >= line.left();
  }

  private static Mark mark(Placed line) {
    int left = Math.round(line.left() * ALL);
    int top = Math.round(line.top() * ALL);
    return new Mark(
        left,
        top,
        Math.max(1, Math.round(line.right() * ALL) - left),
        Math.max(1, Math.round(line.bottom() * ALL) - top));
  }

  /** Without white space, and with each letter in its plain form. */
  private static String bare(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\s+", "");
  }
}
