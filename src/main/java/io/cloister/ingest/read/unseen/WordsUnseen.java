package io.cloister.ingest.read.unseen;

import io.cloister.ingest.read.wire.TextSink;
import io.cloister.library.text.HiddenText.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Finds what is hidden in a Word file (OOXML): runs marked as hidden, by themselves or by their
 * style, those of a point or less, and white ones where nothing is shaded. Tika reads them as any
 * other, so the words are told with how often they stood before.
 */
final class WordsUnseen {

  static final String TYPE =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  private static final int LEAST = 3; // characters

  private WordsUnseen() {}

  /** Tells of a file that was read into the text from {@code from} on; a broken one has none. */
  static void tell(Path file, int from, TextSink sink) {
    try (var zip = new ZipFile(file.toFile())) {
      var styles = new Styles();
      Zipped.parse(zip, "word/styles.xml", styles);
      var runs = new Runs(styles.hidden);
      Zipped.parse(zip, "word/document.xml", runs);
      for (var one : runs.found) {
        sink.hidden(one.words(), from, runs.before(one), one.kind());
      }
    } catch (IOException | SAXException | ParserConfigurationException | RuntimeException _) {
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

  /**
   * @param place where its words begin in all words
   */
  private record Found(String words, int place, Kind kind) {}

  private static final class Runs extends DefaultHandler {

    private final Set<String> styles;
    private final List<Found> found = new ArrayList<>();
    private final StringBuilder all = new StringBuilder();
    private final StringBuilder stretch = new StringBuilder();
    private @Nullable Kind stretchKind;
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
        case "p" -> {
          end();
          all.append(' ');
        }
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
      var kind = run == null && unseen ? Kind.COLOUR : run;
      if (kind != stretchKind) {
        end();
        stretchKind = kind;
      }
      if (kind != null) {
        stretch.append(words);
      }
      all.append(words);
    }

    private void end() {
      var words = squeezed(stretch);
      if (stretchKind != null && words.length() >= LEAST) {
        found.add(new Found(words, all.length() - stretch.length(), stretchKind));
      }
      stretch.setLength(0);
      stretchKind = null;
    }

    /** How often the words stand before their place. */
    private int before(Found one) {
      var text = squeezed(all.substring(0, one.place()));
      int times = 0;
      for (int at = text.indexOf(one.words()); at >= 0; at = text.indexOf(one.words(), at + 1)) {
        times++;
      }
      return times;
    }

    private static String squeezed(CharSequence text) {
      return text.toString().strip().replaceAll("\\s+", " ");
    }
  }
}
