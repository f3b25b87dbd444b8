package io.cloister.library.text;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Where in a text its parts are named: each part's text begins with its name. That is there for
 * readers; of what the document is about, paths and endings of files say nothing.
 */
public final class PartNames {

  public static final PartNames NONE = new PartNames();

  private final NavigableMap<Integer, Integer> ends = new TreeMap<>(); // by their starts

  private PartNames() {}

  /** A part that is known by something else than its name, as a mail by its subject, has none. */
  public static PartNames in(PlainText text, List<Part> parts) {
    var names = new PartNames();
    for (var part : parts) {
      int end = end(text.text(), part);
      if (end > part.start()) {
        names.ends.put(part.start(), end);
      }
    }
    return names;
  }

  /** The text with line ends in place of the names, so that every place stays where it is. */
  public PlainText covered(PlainText text) {
    return ends.isEmpty() ? text : new PlainText(covered(text.text(), 0), text.pageStarts());
  }

  /** Passages of that text in the same way; one that was nothing else is left out. */
  public List<Passage> covered(List<Passage> passages) {
    if (ends.isEmpty()) {
      return passages;
    }
    return passages.stream()
        .<Passage>mapMulti((passage, kept) -> {
          var seen = covered(passage.text(), passage.start());
          if (!seen.isBlank()) {
            kept.accept(passage.withText(seen));
          }
        })
        .toList();
  }

  private String covered(String text, int start) {
    var seen = new StringBuilder(text);
    var first = ends.floorKey(start);
    ends.subMap(first == null ? start : first, start + text.length())
        .forEach((from, to) -> LineEnds.over(seen, from - start, to - start));
    return seen.toString();
  }

  /**
   * Where the name ends with which the part begins, whatever blanks stand in it; its start if it
   * does not.
   */
  private static int end(String text, Part part) {
    int at = part.start();
    for (char letter : part.name().toCharArray()) {
      if (isBlank(letter)) {
        continue;
      }
      while (at < part.end() && isBlank(text.charAt(at))) {
        at++;
      }
      if (at == part.end() || text.charAt(at) != letter) {
        return part.start();
      }
      at++;
    }
    return at;
  }

  /** As a name is told, blanks stand for what has no form of its own. */
  private static boolean isBlank(char letter) {
    return Character.isSpaceChar(letter)
        || Character.isISOControl(letter)
        || Character.getType(letter) == Character.FORMAT;
  }
}
