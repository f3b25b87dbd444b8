package io.cloister.web.document;

import io.cloister.web.document.Leaf.Block;
import io.cloister.web.document.Leaf.Kind;
import io.cloister.web.document.Leaf.Line;
import io.cloister.web.document.Leaf.Mark;
import io.cloister.web.document.Leaf.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sets plain text as a page: paragraphs, headings and rows are told from the lines alone. Not a
 * character is added or taken but for the marks of Markdown headings and the ends of lines.
 */
final class Setting {

  /** Lines longer than this are whole paragraphs, as text without visual lines has them. */
  private static final int PARAGRAPH = 160;

  private static final Pattern ITEM =
      Pattern.compile("\\s*(?:[-*•–▪◦‣·]|\\(?\\d{1,3}[.)]|\\(?[a-z][.)]|§)\\s+\\S.*");
  private static final Pattern HEADING = Pattern.compile("\\s{0,3}#{1,6}\\s+");

  private final String text;
  private final int base;
  private final @Nullable Stretch asked;
  private final List<Stretch> found;
  private final List<Stretch> hidden;
  private final Set<String> headings;
  private final IntFunction<@Nullable Integer> secondAt;

  private final List<Block> blocks = new ArrayList<>();
  private final List<Line> open = new ArrayList<>();
  private final int measure;
  private Kind kind = Kind.TEXT;
  private int opened;
  private boolean isMarked;

  private Setting(
      String text,
      int base,
      @Nullable Stretch asked,
      List<Stretch> found,
      List<Stretch> hidden,
      Set<String> headings,
      IntFunction<@Nullable Integer> secondAt) {
    this.text = text;
    this.base = base;
    this.asked = asked;
    this.found = found;
    this.hidden = hidden;
    this.headings = headings;
    this.secondAt = secondAt;
    this.measure = measure(text);
  }

  /**
   * @param text the text of the leaf
   * @param base the offset in the version's text at which it starts
   * @param asked the stretch of the version's text that was asked for
   * @param found stretches that hold what was looked for, in order, none overlapping another
   * @param hidden stretches that nobody sees who opens the file
   * @param headings lines known to be headings
   * @param secondAt when what stands at an offset of the version's text was said
   */
  static List<Block> of(
      String text,
      int base,
      @Nullable Stretch asked,
      List<Stretch> found,
      List<Stretch> hidden,
      Set<String> headings,
      IntFunction<@Nullable Integer> secondAt) {
    return new Setting(text, base, asked, found, hidden, headings, secondAt).blocks();
  }

  private List<Block> blocks() {
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        end = text.length();
      }
      line(start, end);
      start = end + 1;
    }
    close();
    return blocks;
  }

  private void line(int start, int end) {
    var line = text.substring(start, end);
    if (line.isBlank()) {
      close();
      return;
    }
    if (open.isEmpty()) {
      opened = start;
    }
    var marks = HEADING.matcher(line);
    boolean marked = marks.lookingAt();
    if (marked || headings.contains(line.strip())) {
      close();
      opened = start;
      kind = Kind.HEADING;
      open.add(new Line(List.of(pieces(marked ? start + marks.end() : start, end))));
      close();
      return;
    }
    if (line.strip().indexOf('\t') > 0) {
      if (kind != Kind.ROWS) {
        close();
        kind = Kind.ROWS;
      }
      open.add(new Line(cells(start, end)));
      return;
    }
    if (kind == Kind.ROWS) {
      close();
    }
    boolean goesOn = !open.isEmpty() && runsOn(start) && !ITEM.matcher(line).matches();
    var pieces = pieces(start, end);
    if (goesOn) {
      var before = new ArrayList<>(open.removeLast().cells().getFirst());
      before.add(new Piece(" ", bridge(before, pieces), false));
      before.addAll(pieces);
      open.add(new Line(List.of(before)));
    } else {
      open.add(new Line(List.of(pieces)));
    }
    if (line.length() > PARAGRAPH) {
      close();
    }
  }

  /** Whether the line before the one at {@code start} was only ended by the edge of the page. */
  private boolean runsOn(int start) {
    int before = text.lastIndexOf('\n', start - 2) + 1;
    return start - 1 - before >= 0.7 * measure;
  }

  private static Mark bridge(List<Piece> before, List<Piece> after) {
    return before.getLast().asked() && after.getFirst().asked() ? Mark.ASKED : Mark.NONE;
  }

  private List<List<Piece>> cells(int start, int end) {
    var cells = new ArrayList<List<Piece>>();
    int from = start;
    while (from <= end) {
      int to = text.indexOf('\t', from);
      if (to < 0 || to > end) {
        to = end;
      }
      cells.add(pieces(from, to));
      from = to + 1;
    }
    return cells;
  }

  private List<Piece> pieces(int start, int end) {
    var cuts = new java.util.TreeSet<>(List.of(start, end));
    var line = new Stretch(base + start, base + end);
    if (asked != null) {
      cut(asked, line, cuts);
    }
    found.forEach(one -> cut(one, line, cuts));
    hidden.forEach(one -> cut(one, line, cuts));
    var pieces = new ArrayList<Piece>();
    int from = start;
    for (int to : cuts.tailSet(start, false)) {
      var mark = mark(base + from, base + to);
      boolean first = mark == Mark.ASKED && !isMarked;
      isMarked |= first;
      pieces.add(new Piece(text.substring(from, to), mark, first));
      from = to;
    }
    return pieces;
  }

  private void cut(Stretch stretch, Stretch line, java.util.SortedSet<Integer> cuts) {
    var part = stretch.within(line);
    if (part != null) {
      cuts.add(part.start() - base);
      cuts.add(part.end() - base);
    }
  }

  private Mark mark(int from, int to) {
    var piece = new Stretch(from, to);
    if (found.stream().anyMatch(one -> one.within(piece) != null)) {
      return Mark.FOUND;
    }
    if (asked != null && asked.within(piece) != null) {
      return Mark.ASKED;
    }
    return hidden.stream().anyMatch(one -> one.within(piece) != null) ? Mark.HIDDEN : Mark.NONE;
  }

  private void close() {
    if (!open.isEmpty()) {
      blocks.add(new Block(kind, open, secondAt.apply(base + opened)));
      open.clear();
    }
    kind = Kind.TEXT;
  }

  /** How long a full line is: what nine of ten lines do not exceed. */
  private static int measure(String text) {
    var lengths =
        Arrays.stream(text.split("\n", -1))
            .filter(line -> !line.isBlank())
            .mapToInt(String::length)
            .sorted()
            .toArray();
    return lengths.length == 0 ? PARAGRAPH : Math.clamp(lengths[lengths.length * 9 / 10], 40, 120);
  }
}
