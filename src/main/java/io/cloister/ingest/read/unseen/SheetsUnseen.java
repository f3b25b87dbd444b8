package io.cloister.ingest.read.unseen;

import io.cloister.ingest.read.unseen.SheetLooks.Look;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.tika.sax.ContentHandlerDecorator;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Marks what a workbook (OOXML) hides in the XHTML that Tika makes of it: an element for each
 * sheet, each row that the file has, and each cell up to the last of its row.
 */
final class SheetsUnseen extends ContentHandlerDecorator {

  static final Set<String> TYPES =
      Set.of(
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
          "application/vnd.ms-excel.sheet.macroenabled.12",
          "application/vnd.ms-excel.template.macroenabled.12");

  private final List<SheetLooks> sheets;
  private int sheet = -1;
  private int row = -1;
  private int cell = -1;

  SheetsUnseen(ContentHandler text, Path file) {
    super(text);
    this.sheets = Workbook.sheets(file);
  }

  @Override
  public void startElement(String uri, String local, String name, Attributes attributes)
      throws SAXException {
    super.startElement(uri, local, name, marked(local, attributes));
  }

  private Attributes marked(String local, Attributes attributes) {
    if (local.equals("div") && "sheet".equals(attributes.getValue("class"))) {
      sheet++;
      row = -1;
      return hidden(attributes, look().isHidden());
    }
    if (local.equals("tr")) {
      row++;
      cell = -1;
      return hidden(attributes, look().isRowHidden(row));
    }
    if (local.equals("td")) {
      cell++;
      return look(attributes, look().of(row, cell));
    }
    return attributes;
  }

  private SheetLooks look() {
    return sheet >= 0 && sheet < sheets.size() ? sheets.get(sheet) : SheetLooks.PLAIN;
  }

  private static Attributes hidden(Attributes attributes, boolean isHidden) {
    return isHidden ? with(attributes, "hidden", "hidden") : attributes;
  }

  private static Attributes look(Attributes attributes, Look look) {
    return switch (look) {
      case PLAIN -> attributes;
      case HIDDEN -> hidden(attributes, true);
      case WHITE -> with(attributes, "style", "color:#ffffff;background-color:#ffffff");
      case TINY -> with(attributes, "style", "font-size:0");
    };
  }

  private static Attributes with(Attributes attributes, String name, String value) {
    var more = new AttributesImpl(attributes);
    more.addAttribute("", name, name, "CDATA", value);
    return more;
  }
}
