package io.cloister.ingest.read;

import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Turns the XHTML that Tika makes of every format into text, its title included: blocks parted by a
 * blank line, rows by a line break, cells by a tab. Runs of white space become one, but the lines
 * of plain text stay as they are.
 */
final class XhtmlText extends DefaultHandler {

  private static final Set<String> BLOCKS =
      Set.of(
          "title",
          "p",
          "div",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "ul",
          "ol",
          "dl",
          "table",
          "pre",
          "blockquote",
          "section",
          "article",
          "header",
          "footer",
          "hr",
          "form",
          "address");
  private static final Set<String> LINES =
      Set.of("br", "tr", "li", "dt", "dd", "caption", "option");
  private static final Set<String> SILENT = Set.of("script", "style");

  private final TextSink sink;
  private final boolean asIs;
  private int silent;
  private int breaks; // line breaks still to be written before the next word
  private boolean space;
  private boolean tab;
  private boolean begun;
  private int headingStart = -1;

  XhtmlText(TextSink sink, boolean asIs) {
    this.sink = sink;
    this.asIs = asIs;
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    if (SILENT.contains(local)) {
      silent++;
    }
    breakFor(local);
    if (isHeading(local)) {
      headingStart = -2;
    }
    sink.alive();
  }

  @Override
  public void endElement(String uri, String local, String name) {
    if (SILENT.contains(local)) {
      silent--;
    }
    if (isHeading(local)) {
      if (headingStart >= 0 && sink.position() > headingStart) {
        sink.heading(headingStart, sink.position());
      }
      headingStart = -1;
    }
    if (local.equals("td") || local.equals("th")) {
      cell();
    }
    breakFor(local);
  }

  private void cell() {
    tab = begun && breaks == 0;
  }

  private void breakFor(String element) {
    if (BLOCKS.contains(element)) {
      breaks = 2;
    } else if (LINES.contains(element)) {
      breaks = Math.max(breaks, 1);
    }
  }

  private static boolean isHeading(String element) {
    return element.length() == 2
        && element.charAt(0) == 'h'
        && element.charAt(1) >= '1'
        && element.charAt(1) <= '6';
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    if (silent > 0) {
      return;
    }
    if (asIs) {
      sink.text(new String(characters, start, length));
      return;
    }
    int at = start;
    int end = start + length;
    while (at < end) {
      if (isSpace(characters[at])) {
        at = skip(characters, at, end);
      } else {
        int word = at;
        while (at < end && !isSpace(characters[at])) {
          at++;
        }
        word(new String(characters, word, at - word));
      }
    }
  }

  @Override
  public void ignorableWhitespace(char[] characters, int start, int length) {
    if (!asIs) {
      characters(characters, start, length);
    }
  }

  private int skip(char[] characters, int from, int end) {
    int lines = 0;
    int at = from;
    while (at < end && isSpace(characters[at])) {
      if (characters[at] == '\n') {
        lines++;
      }
      at++;
    }
    if (lines > 0) {
      breaks = Math.max(breaks, Math.min(lines, 2));
    }
    space = true;
    return at;
  }

  private void word(String word) {
    if (begun && breaks > 0) {
      sink.text("\n".repeat(breaks));
    } else if (begun && (tab || space)) {
      sink.text(tab ? "\t" : " ");
    }
    breaks = 0;
    tab = false;
    space = false;
    begun = true;
    if (headingStart == -2) {
      headingStart = sink.position();
    }
    sink.text(word);
  }

  private static boolean isSpace(char character) {
    return character == '\u00a0' || Character.isWhitespace(character);
  }
}
