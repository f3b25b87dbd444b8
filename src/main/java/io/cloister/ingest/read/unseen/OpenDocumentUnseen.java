package io.cloister.ingest.read.unseen;

import io.cloister.ingest.read.unseen.OpenDocumentStyles.Style;
import io.cloister.ingest.read.wire.TextSink;
import io.cloister.library.text.HiddenText.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Set;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Finds what an OpenDocument file hides: sections, paragraphs and characters, sheets, rows and
 * columns, slides, and letters of a point or less. Notes of slides are not hidden.
 */
final class OpenDocumentUnseen extends DefaultHandler {

  static final Set<String> TYPES =
      Set.of(
          "application/vnd.oasis.opendocument.text",
          "application/vnd.oasis.opendocument.text-template",
          "application/vnd.oasis.opendocument.spreadsheet",
          "application/vnd.oasis.opendocument.spreadsheet-template",
          "application/vnd.oasis.opendocument.presentation",
          "application/vnd.oasis.opendocument.presentation-template");

  private static final Set<String> BLANKS = Set.of("s", "tab", "line-break");
  private static final int MOST_COLUMNS = 16_384;

  private final OpenDocumentStyles styles;
  private final Stretches stretches = new Stretches();
  private final Deque<Hiding> open = new ArrayDeque<>();
  private final BitSet columns = new BitSet();
  private int column;
  private int paragraphs;
  private int rows;
  private boolean body;

  /**
   * What is around the text.
   *
   * @param kind why it is not seen; null if it is
   */
  private record Hiding(@Nullable Kind kind) {}

  private OpenDocumentUnseen(OpenDocumentStyles styles) {
    this.styles = styles;
  }

  /** Tells of a file that was read into the text from {@code from} on; a broken one has none. */
  static void tell(Path file, int from, TextSink sink) {
    try (var zip = new ZipFile(file.toFile())) {
      var styles = new OpenDocumentStyles();
      Zipped.isRead(zip, "styles.xml", styles);
      Zipped.isRead(zip, "content.xml", styles);
      var content = new OpenDocumentUnseen(styles);
      if (!Zipped.isRead(zip, "content.xml", content)) {
        content.stretches.unknown();
      }
      content.stretches.tell(sink, from);
    } catch (IOException | RuntimeException _) {
      // what Tika made of it stands
    }
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes) {
    body |= local.equals("body");
    var around = open.isEmpty() ? null : open.peek().kind();
    var own = body ? kind(local, attributes) : null;
    open.push(new Hiding(around == null ? own : around));
    switch (local) {
      case "p", "h" -> paragraphs++;
      case "table" -> {
        columns.clear();
        column = 0;
      }
      case "table-row" -> {
        rows++;
        column = 0;
      }
      default -> {
        if (BLANKS.contains(local)) {
          add(" ");
        }
      }
    }
  }

  private @Nullable Kind kind(String local, Attributes attributes) {
    boolean hides =
        switch (local) {
          case "section" ->
              "none".equals(Zipped.value(attributes, "display"))
                  || Zipped.isOn(Zipped.value(attributes, "is-hidden"));
          case "table-row" -> isCollapsed(attributes);
          case "table-column" -> {
            column(attributes);
            yield false;
          }
          case "table-cell", "covered-table-cell" -> cell(attributes);
          default -> false;
        };
    var style = styles.of(Zipped.value(attributes, "style-name"), local);
    return hides || style == Style.HIDDEN ? Kind.INVISIBLE : style == Style.TINY ? Kind.TINY : null;
  }

  private static boolean isCollapsed(Attributes attributes) {
    var visibility = Zipped.value(attributes, "visibility");
    return "collapse".equals(visibility) || "filter".equals(visibility);
  }

  private void column(Attributes attributes) {
    int more = repeated(attributes);
    int end = Math.min(column + more, MOST_COLUMNS);
    if (isCollapsed(attributes)) {
      columns.set(column, end);
    }
    column = end;
  }

  private boolean cell(Attributes attributes) {
    boolean isHidden = columns.get(column);
    column = Math.min(column + repeated(attributes), MOST_COLUMNS);
    return isHidden;
  }

  private static int repeated(Attributes attributes) {
    return Math.max(1, SheetLooks.number(Zipped.value(attributes, "number-columns-repeated"), 1));
  }

  @Override
  public void endElement(String uri, String local, String name) {
    open.pop();
    switch (local) {
      case "p", "h" -> {
        paragraphs--;
        if (rows > 0) {
          stretches.add(" ", open.isEmpty() ? null : open.peek().kind());
        } else {
          stretches.cut();
        }
      }
      case "table-row" -> {
        rows--;
        stretches.cut();
      }
      default -> {}
    }
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    add(new String(characters, start, length));
  }

  private void add(String words) {
    if (paragraphs > 0) {
      stretches.add(words, open.isEmpty() ? null : open.peek().kind());
    }
  }
}
