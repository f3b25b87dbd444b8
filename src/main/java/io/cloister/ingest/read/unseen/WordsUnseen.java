package io.cloister.ingest.read.unseen;

import io.cloister.ingest.read.wire.TextSink;
import io.cloister.library.text.HiddenText.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Finds what is hidden in a Word file (OOXML): runs marked as hidden, by themselves or by their
 * style, those of a point or less, and white ones where nothing is shaded. Tika reads them as any
 * other, so the words are told with how often they stood before.
 */
final class WordsUnseen {

  static final String TYPE =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  private WordsUnseen() {}

  /** Tells of a file that was read into the text from {@code from} on; a broken one has none. */
  static void tell(Path file, int from, TextSink sink) {
    try (var zip = new ZipFile(file.toFile())) {
      var styles = new Styles();
      var main = Targets.main(zip, "word/document.xml");
      Zipped.isRead(zip, Targets.of(zip, main).typed("styles", "word/styles.xml"), styles);
      var runs = new Runs(styles.hidden);
      if (!Zipped.isRead(zip, main, runs)) {
        runs.stretches.unknown();
      }
      runs.stretches.tell(sink, from);
    } catch (IOException | RuntimeException _) {
      // what Tika made of it stands
    }
  }

  private static @Nullable String value(Attributes attributes) {
    return Zipped.value(attributes, "val");
  }

  private static boolean isOn(Attributes attributes) {
    var value = value(attributes);
    return value == null || !Set.of("0", "false", "off").contains(value);
  }

  /** The styles whose text is hidden. */
  private static final class Styles extends DefaultHandler {

    private final Set<String> hidden = new HashSet<>();
    private @Nullable String style;
    private boolean ofParagraphMark;

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) {
      switch (local) {
        case "style" -> style = attributes.getValue(uri, "styleId");
        case "pPr" -> ofParagraphMark = true;
        case "vanish" -> {
          if (style != null && !ofParagraphMark && isOn(attributes)) {
            hidden.add(style);
          }
        }
        default -> {}
      }
    }

    @Override
    public void endElement(String uri, String local, String name) {
      if (local.equals("style")) {
        style = null;
      } else if (local.equals("pPr")) {
        ofParagraphMark = false;
      }
    }
  }

  private static final class Runs extends DefaultHandler {

    private final Set<String> styles;
    private final Stretches stretches = new Stretches();
    private @Nullable Kind run;
    private boolean white;
    private boolean shaded; // the run, its paragraph, or a table or shape around
    private boolean paragraphShaded;
    private int around; // tables and shapes, whose shade is told elsewhere
    private int marks; // properties of paragraphs
    private boolean text;

    Runs(Set<String> styles) {
      this.styles = styles;
    }

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) {
      switch (local) {
        case "tbl", "txbxContent" -> around++;
        case "p" -> paragraphShaded = false;
        case "pPr" -> marks++;
        case "r" -> {
          run = null;
          white = false;
          shaded = false;
        }
        case "shd", "highlight" -> {
          shaded = true;
          paragraphShaded |= marks > 0;
        }
        case "t" -> text = true;
        case "tab", "br", "cr" -> add(" ");
        default -> property(local, attributes);
      }
    }

    private void property(String local, Attributes attributes) {
      if (marks > 0) {
        return;
      }
      var value = value(attributes);
      boolean hides =
          switch (local) {
            case "vanish" -> isOn(attributes);
            case "rStyle" -> value != null && styles.contains(value);
            default -> false;
          };
      if (hides) {
        run = Kind.INVISIBLE;
      } else if (local.equals("sz") && value != null && value.matches("[0-2]") && run == null) {
        run = Kind.TINY;
      } else if (local.equals("color")) {
        white = "FFFFFF".equalsIgnoreCase(value);
      }
    }

    @Override
    public void endElement(String uri, String local, String name) {
      switch (local) {
        case "tbl", "txbxContent" -> around--;
        case "pPr" -> marks--;
        case "t" -> text = false;
        case "p" -> stretches.cut();
        default -> {}
      }
    }

    @Override
    public void characters(char[] characters, int start, int length) {
      if (text) {
        add(new String(characters, start, length));
      }
    }

    private void add(String words) {
      boolean unseen = white && !shaded && !paragraphShaded && around == 0;
      stretches.add(words, run == null && unseen ? Kind.COLOUR : run);
    }
  }
}
