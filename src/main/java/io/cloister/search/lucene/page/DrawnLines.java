package io.cloister.search.lucene.page;

import java.util.regex.Pattern;

/** The lines that are drawn with characters: the rules of tables, and those under headings. */
final class DrawnLines {

  private static final String INK = "[-=_+|:~*#\\u2500-\\u259F]";

  // lines of nothing else, and long runs within one, as where lines were joined to a paragraph
  private static final Pattern DRAWN =
      Pattern.compile(
          "(?m)^[ \\t]*+(?:%1$s[ \\t]*+){3,}+$|(?<!\\S)%1$s{4,}+(?!\\S)".formatted(INK));

  private static final int FEWEST = 3;

  private DrawnLines() {}

  /** The text with the end of a line for each of them; as it is if there is nothing else in it. */
  static String without(String text) {
    if (!mayHaveOne(text)) { // as nearly all: twenty passages are looked at for each search
      return text;
    }
    var words = DRAWN.matcher(text).replaceAll("\n");
    return words.isBlank() ? text : words;
  }

  private static boolean mayHaveOne(String text) {
    int strokes = 0;
    for (int at = 0; at < text.length() && strokes < FEWEST; at++) {
      char one = text.charAt(at);
      if (isInk(one)) {
        strokes++;
      } else if (one != ' ' && one != '\t') {
        strokes = 0;
      }
    }
    return strokes >= FEWEST;
  }

  private static boolean isInk(char one) {
    return switch (one) {
      case '-', '=', '_', '+', '|', ':', '~', '*', '#' -> true;
      default -> one >= '\u2500' && one <= '\u259F';
    };
  }
}
