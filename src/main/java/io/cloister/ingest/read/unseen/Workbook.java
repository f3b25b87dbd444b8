package io.cloister.ingest.read.unseen;

import io.cloister.ingest.read.unseen.SheetLooks.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipFile;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** What a workbook (OOXML) says of its sheets and of the styles of cells. */
final class Workbook {

  private Workbook() {}

  /** In their order; none of a broken file. */
  static List<SheetLooks> sheets(Path file) {
    try (var zip = new ZipFile(file.toFile())) {
      var book = Targets.main(zip, "xl/workbook.xml");
      var targets = Targets.of(zip, book);
      var styles = new Styles();
      Zipped.isRead(zip, targets.typed("styles", "xl/styles.xml"), styles);
      var names = new Names();
      Zipped.parse(zip, book, names);
      var sheets = new ArrayList<SheetLooks>();
      for (var sheet : names.sheets) {
        var looks = new SheetLooks(sheet.isHidden(), styles.looks);
        if (!Zipped.isRead(zip, targets.of(sheet.id()), looks)) {
          looks.unknown();
        }
        sheets.add(looks);
      }
      return sheets;
    } catch (IOException | SAXException | ParserConfigurationException | RuntimeException _) {
      return List.of(); // what Tika made of it stands
    }
  }

  private record Sheet(String id, boolean isHidden) {}

  private static final class Names extends DefaultHandler {

    private final List<Sheet> sheets = new ArrayList<>();

    /** Counts those that POI reads, which ignores case and what has no name. */
    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) {
      var id = ignoringCase(attributes, "id");
      if (local.equalsIgnoreCase("sheet")
          && id != null
          && !id.isEmpty()
          && ignoringCase(attributes, "name") != null) {
        var state = attributes.getValue("state");
        sheets.add(new Sheet(id, state != null && !state.equals("visible")));
      }
    }

    private static @Nullable String ignoringCase(Attributes attributes, String local) {
      for (int i = 0; i < attributes.getLength(); i++) {
        if (attributes.getLocalName(i).equalsIgnoreCase(local)) {
          return attributes.getValue(i);
        }
      }
      return null;
    }
  }

  /** Fonts, fills and formats, and how the styles of cells look that are made of them. */
  private static final class Styles extends DefaultHandler {

    private final Map<String, String> formats = new HashMap<>();
    private final List<Look> fonts = new ArrayList<>();
    private final List<Boolean> fills = new ArrayList<>(); // whether they shade
    private final List<Look> looks = new ArrayList<>();
    private String in = "";
    private boolean shades;

    @Override
    public void startElement(String uri, String local, String name, Attributes attributes) {
      switch (local) {
        case "fonts", "fills", "cellXfs", "numFmts", "cellStyleXfs", "dxfs", "borders" ->
            in = local;
        case "numFmt" ->
            formats.put(
                String.valueOf(attributes.getValue("numFmtId")),
                String.valueOf(attributes.getValue("formatCode")));
        case "xf" -> {
          if (in.equals("cellXfs")) {
            looks.add(look(attributes));
          }
        }
        default -> part(local, attributes);
      }
    }

    private void part(String local, Attributes attributes) {
      if (in.equals("fonts")) {
        switch (local) {
          case "font" -> fonts.add(Look.PLAIN);
          case "color" -> font(isWhite(attributes) ? Look.WHITE : null);
          case "sz" -> {
            var size = String.valueOf(attributes.getValue("val"));
            font(size.matches("0*[01](\\.0*)?|0*\\.\\d+") ? Look.TINY : null);
          }
          default -> {}
        }
      } else if (in.equals("fills")) {
        switch (local) {
          case "fill" -> fills.add(false);
          case "patternFill" -> shades = !"none".equals(attributes.getValue("patternType"));
          case "fgColor" -> shades = shades && !isWhite(attributes);
          case "gradientFill" -> shades = true;
          default -> {}
        }
      }
    }

    private void font(@Nullable Look look) {
      if (look != null && !fonts.isEmpty() && fonts.getLast() != Look.TINY) {
        fonts.set(fonts.size() - 1, look);
      }
    }

    @Override
    public void endElement(String uri, String local, String name) {
      if (in.equals("fills") && local.equals("fill") && !fills.isEmpty()) {
        fills.set(fills.size() - 1, shades);
        shades = false;
      }
    }

    private Look look(Attributes xf) {
      var format = formats.getOrDefault(String.valueOf(xf.getValue("numFmtId")), "");
      if (format.replaceAll("\\s|\\[[^\\]]*\\]", "").equals(";;;")) {
        return Look.HIDDEN;
      }
      int font = SheetLooks.number(xf.getValue("fontId"), 0);
      int fill = SheetLooks.number(xf.getValue("fillId"), 0);
      var look = font < fonts.size() ? fonts.get(font) : Look.PLAIN;
      boolean isShaded = fill < fills.size() && fills.get(fill);
      return look == Look.WHITE && isShaded ? Look.PLAIN : look;
    }

    /** The first of a theme's colours is the paper's, as good as always. */
    private static boolean isWhite(Attributes colour) {
      var rgb = colour.getValue("rgb");
      if (rgb != null) {
        return rgb.toUpperCase(Locale.ROOT).endsWith("FFFFFF");
      }
      var indexed = String.valueOf(colour.getValue("indexed"));
      return indexed.equals("1")
          || indexed.equals("9")
          || ("0".equals(colour.getValue("theme")) && colour.getValue("tint") == null);
    }
  }
}
