package io.cloister.ingest.read.parse;

import io.cloister.ingest.read.unseen.HiddenStyle;
import io.cloister.ingest.read.wire.TextSink;
import io.cloister.library.text.HiddenText;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Turns the XHTML that Tika makes of every format into text, its title included: blocks parted by a
 * blank line, rows by a line break, cells by a tab. Runs of white space become one, but the lines
 * of plain text stay as they are. What pictures are said to show stands where they do, and where
 * links lead is told at the end, unless their words say it.
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

  private static final int MOST_LINKS = 100;
  private static final int LONGEST_LINK = 200;

  private final TextSink sink;
  private final boolean asIs;
  private final Set<String> links = new LinkedHashSet<>();
  private final StringBuilder linked = new StringBuilder(); // the words of a link
  private @Nullable String link;
  private int silent;
  private int breaks; // line breaks still to be written before the next word
  private boolean space;
  private boolean tab;
  private boolean begun;
  private int headingStart = -1;
  private final HiddenStyle styles = new HiddenStyle();
  private int depth;
  private int hiddenDepth; // of the element that hides what is in it; 0 if none does
  private int hiddenStart = -1;
  private HiddenText.@Nullable Kind hidden;

  XhtmlText(TextSink sink, boolean asIs) {
    this.sink = sink;
    this.asIs = asIs;
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    depth++;
    var kind = styles.begin(attributes);
    if (kind != null && hiddenDepth == 0) {
      hiddenDepth = depth;
      hidden = kind;
      hiddenStart = -1;
    }
    if (SILENT.contains(local)) {
      silent++;
    }
    breakFor(local);
    if (isHeading(local)) {
      headingStart = -2;
    }
    if (local.equals("a")) {
      link = outward(attributes.getValue("href"));
      linked.setLength(0);
    } else if (local.equals("img")) {
      shown(attributes.getValue("alt"));
    }
    sink.alive();
  }

  @Override
  public void endElement(String uri, String local, String name) {
    styles.end();
    if (depth-- == hiddenDepth) {
      if (hidden != null && hiddenStart >= 0) {
        sink.hidden(hiddenStart, sink.position(), hidden);
      }
      hiddenDepth = 0;
    }
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
    if (local.equals("a") && link != null) {
      if (!linked.isEmpty() && !isSaid(link) && links.size() < MOST_LINKS) {
        links.add(link);
      }
      link = null;
    }
    breakFor(local);
  }

  private void shown(@Nullable String words) {
    if (words != null) {
      space = true;
      characters(words.toCharArray(), 0, words.length());
      space = true;
    }
  }

  /** Where a link leads, if that is out of the file. */
  private static @Nullable String outward(@Nullable String address) {
    var stripped = address == null ? "" : address.strip();
    return stripped.matches("(?i)(https?://|mailto:)\\S{3,}") && stripped.length() <= LONGEST_LINK
        ? stripped
        : null;
  }

  private boolean isSaid(String address) {
    return linked.indexOf(
            address.replaceFirst("(?i)^(https?://(www\\.)?|mailto:)", "").replaceFirst("/$", ""))
        >= 0;
  }

  /**
   * Ends the text.
   *
   * @param about what the file says of itself; may be empty
   */
  void end(String about) {
    for (var more : new String[] {String.join("\n", links), about}) {
      if (!more.isEmpty()) {
        sink.text("\n\n" + more);
      }
    }
    links.clear();
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
    if (hiddenDepth > 0 && hiddenStart < 0) {
      hiddenStart = sink.position();
    }
    sink.text(word);
    if (link != null && linked.length() < LONGEST_LINK) {
      linked.append(word);
    }
  }

  private static boolean isSpace(char character) {
    return character == '\u00a0' || Character.isWhitespace(character);
  }
}
