package io.cloister.models.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two texts line by line, by their longest common subsequence. */
public final class LineDiff {

  // as many numbers as are compared by, and so the memory that it takes
  private static final long MOST = 4_000_000;

  private LineDiff() {}

  /** What became of a line. */
  public enum Kind {
    SAME,
    REMOVED,
    ADDED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public record Line(Kind kind, String text) {}

  /**
   * The lines of both in order; where they differ, those removed stand before those added. Texts of
   * very many lines are told as removed and added as a whole but for what they begin with.
   */
  public static List<Line> of(String before, String after) {
    var a = before.lines().toList();
    var b = after.lines().toList();
    var lines = new ArrayList<Line>();
    while (lines.size() < Math.min(a.size(), b.size())
        && a.get(lines.size()).equals(b.get(lines.size()))) {
      lines.add(new Line(Kind.SAME, a.get(lines.size())));
    }
    rest(a.subList(lines.size(), a.size()), b.subList(lines.size(), b.size()), lines);
    return lines;
  }

  private static void rest(List<String> a, List<String> b, List<Line> lines) {
    if ((a.size() + 1L) * (b.size() + 1L) > MOST) {
      a.forEach(line -> lines.add(new Line(Kind.REMOVED, line)));
      b.forEach(line -> lines.add(new Line(Kind.ADDED, line)));
      return;
    }
    int[][] longest = new int[a.size() + 1][b.size() + 1];
    for (int i = a.size() - 1; i >= 0; i--) {
      for (int j = b.size() - 1; j >= 0; j--) {
        longest[i][j] =
            a.get(i).equals(b.get(j))
                ? longest[i + 1][j + 1] + 1
                : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    while (i < a.size() || j < b.size()) {
      if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
        lines.add(new Line(Kind.SAME, a.get(i++)));
        j++;
      } else if (i < a.size() && (j == b.size() || longest[i + 1][j] >= longest[i][j + 1])) {
        lines.add(new Line(Kind.REMOVED, a.get(i++)));
      } else {
        lines.add(new Line(Kind.ADDED, b.get(j++)));
      }
    }
  }
}
