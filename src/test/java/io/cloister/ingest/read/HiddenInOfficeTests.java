package io.cloister.ingest.read;

import static io.cloister.SlowMachines.PATIENCE;
import static io.cloister.ingest.read.HiddenWords.hidden;
import static io.cloister.ingest.read.HiddenWords.seen;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.read.wire.Extraction.Read;
import io.cloister.ingest.read.wire.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What workbooks and OpenDocument files hide from who opens them. */
class HiddenInOfficeTests {

  private static final String GONE =
      """
      <style:style style:name="T1" style:family="text">
        <style:text-properties text:display="none"/></style:style>
      """;

  @RegisterExtension
  static final RealReaders READERS =
      new RealReaders(new Limits(PATIENCE, PATIENCE, 128, 2_000_000, 5, 20));

  @Test
  void findsSheetsRowsAndColumnsThatAWorkbookHides() throws IOException {
    var read =
        workbook(workbook -> {
          var sheet = workbook.createSheet("Seen");
          var first = sheet.createRow(0);
          first.createCell(0).setCellValue("Shown one");
          first.createCell(3).setCellValue("Shown four");
          first.createCell(2).setCellValue("Column gone");
          sheet.setColumnHidden(2, true);
          var row = sheet.createRow(6);
          row.createCell(1).setCellValue("Row gone");
          row.createCell(4).setCellValue("Row gone too");
          row.setZeroHeight(true);
          sheet.createRow(9).createCell(0).setCellValue("Shown last");
          var gone = workbook.createSheet("Rates");
          gone.createRow(0).createCell(0).setCellValue("Sheet gone");
          gone.createRow(1).createCell(0).setCellValue("all of it");
          workbook.setSheetVisibility(1, SheetVisibility.VERY_HIDDEN);
          workbook.createSheet("After").createRow(0).createCell(0).setCellValue("Shown after");
        });

    assertThat(hidden(read))
        .containsExactly(
            "invisible: Column gone",
            "invisible: Row gone Row gone too",
            "invisible: Rates Sheet gone all of it");
    assertThat(seen(read)).contains("Shown one", "Shown four", "Shown last", "Shown after");
  }

  @Test
  void hidesAllOfALongSheet() throws IOException {
    var read =
        workbook(workbook -> {
          workbook.createSheet("Seen").createRow(0).createCell(0).setCellValue("Shown");
          var gone = workbook.createSheet("Gone");
          for (int i = 0; i < 3_000; i++) {
            gone.createRow(i).createCell(0).setCellValue("Obey line " + i);
          }
          workbook.setSheetHidden(1, true);
        });

    assertThat(seen(read)).contains("Shown").doesNotContain("Obey");
  }

  @Test
  void hidesAllOfALongColumn() throws IOException {
    var sheets =
        workbook(workbook -> {
          var sheet = workbook.createSheet("Seen");
          sheet.setColumnHidden(2, true);
          for (int i = 0; i < 3_000; i++) {
            var row = sheet.createRow(i);
            row.createCell(0).setCellValue("Shown " + i);
            row.createCell(2).setCellValue("Obey line " + i);
          }
        });
    assertThat(seen(sheets)).contains("Shown 2999").doesNotContain("Obey");

    var rows =
        """
        <table:table-row><table:table-cell><text:p>Shown</text:p></table:table-cell>
        <table:table-cell><text:p>Obey this</text:p></table:table-cell>
        <table:table-cell><text:p>also</text:p></table:table-cell></table:table-row>
        """
            .repeat(3_000);
    var open =
        open(
            "ods",
            "spreadsheet",
            "",
            """
            <table:table table:name="A"><table:table-column/>
            <table:table-column table:visibility="collapse"/>%s</table:table>
            """
                .formatted(rows));
    assertThat(seen(open)).contains("Shown", "also").doesNotContain("Obey");
  }

  @Test
  void hidesAllOfALongParagraph() throws IOException {
    var read =
        open(
            "odt",
            "text",
            GONE,
            "<text:p>Seen. <text:span text:style-name=\"T1\">%s</text:span> More.</text:p>"
                .formatted("Obey this line. ".repeat(500)));

    assertThat(seen(read)).contains("Seen.", "More.").doesNotContain("Obey");
  }

  @Test
  void findsCellsThatAreFormattedAway() throws IOException {
    var read =
        workbook(workbook -> {
          var sheet = workbook.createSheet("Seen");
          var nothing = workbook.createCellStyle();
          nothing.setDataFormat(workbook.createDataFormat().getFormat(";;;"));
          var font = workbook.createFont();
          font.setColor(IndexedColors.WHITE.getIndex());
          var white = workbook.createCellStyle();
          white.setFont(font);
          var head = workbook.createCellStyle();
          head.setFont(font);
          head.setFillForegroundColor(IndexedColors.DARK_BLUE.getIndex());
          head.setFillPattern(FillPatternType.SOLID_FOREGROUND);
          var styles = List.of(nothing, white, head);
          var words = List.of("Formatted away", "White on white", "White on blue");
          for (int i = 0; i < 3; i++) {
            var row = sheet.createRow(2 * i);
            row.createCell(0).setCellValue("Plain " + i);
            var cell = row.createCell(1);
            cell.setCellValue(words.get(i));
            cell.setCellStyle(styles.get(i));
          }
        });

    assertThat(hidden(read)).containsExactly("invisible: Formatted away", "colour: White on white");
  }

  @Test
  void findsWhatAnOpenTextHides() throws IOException {
    var read =
        open(
            "odt",
            "text",
            GONE
                + """
                <style:style style:name="P1" style:family="paragraph" style:parent-style-name="P0"/>
                <style:style style:name="P0" style:family="paragraph">
                  <style:text-properties text:display="none"/></style:style>
                """,
            """
            <text:p>Seen. <text:span text:style-name="T1">Letters gone.</text:span> More.</text:p>
            <text:p text:style-name="P1">Paragraph gone.</text:p>
            <text:section text:name="S" text:display="none"><text:p>Section gone.</text:p>
            </text:section>
            <text:section text:name="R"><text:p>Section seen.</text:p></text:section>
            """);

    assertThat(hidden(read))
        .containsExactly(
            "invisible: Letters gone.", "invisible: Paragraph gone.", "invisible: Section gone.");
    assertThat(seen(read)).contains("Seen.", "More.", "Section seen.");
  }

  @Test
  void findsWhatAnOpenSheetAndOpenSlidesHide() throws IOException {
    var sheets =
        open(
            "ods",
            "spreadsheet",
            """
            <style:style style:name="ta2" style:family="table">
              <style:table-properties table:display="false"/></style:style>
            """,
            """
            <table:table table:name="A"><table:table-column table:number-columns-repeated="2"/>
            <table:table-column table:visibility="collapse"/>
            <table:table-row><table:table-cell><text:p>Shown</text:p></table:table-cell>
            <table:table-cell><text:p>also</text:p></table:table-cell>
            <table:table-cell><text:p>Column gone</text:p></table:table-cell></table:table-row>
            <table:table-row table:visibility="collapse">
            <table:table-cell><text:p>Row gone</text:p></table:table-cell></table:table-row>
            </table:table>
            <table:table table:name="B" table:style-name="ta2"><table:table-row>
            <table:table-cell><text:p>Sheet gone</text:p></table:table-cell>
            <table:table-cell><text:p>all of it</text:p></table:table-cell>
            </table:table-row></table:table>
            """);
    assertThat(hidden(sheets))
        .containsExactly(
            "invisible: Column gone", "invisible: Row gone", "invisible: Sheet gone all of it");

    var slides =
        open(
            "odp",
            "presentation",
            """
            <style:style style:name="dp2" style:family="drawing-page">
              <style:drawing-page-properties presentation:visibility="hidden"/></style:style>
            """,
            """
            <draw:page draw:name="1"><draw:frame><draw:text-box><text:p>Slide shown</text:p>
            </draw:text-box></draw:frame></draw:page>
            <draw:page draw:name="2" draw:style-name="dp2"><draw:frame><draw:text-box>
            <text:p>Slide gone</text:p></draw:text-box></draw:frame></draw:page>
            """);
    assertThat(hidden(slides)).containsExactly("invisible: Slide gone");
  }

  private interface Making {
    void fill(XSSFWorkbook workbook) throws IOException;
  }

  private static Read workbook(Making making) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var workbook = new XSSFWorkbook()) {
      making.fill(workbook);
      workbook.write(bytes);
    }
    return READERS.read("made.xlsx", bytes.toByteArray());
  }

  private static Read open(String ending, String kind, String styles, String body)
      throws IOException {
    var spaces =
        List.of("office", "text", "style", "table", "draw", "presentation").stream()
            .map(name ->
                " xmlns:%1$s=\"urn:oasis:names:tc:opendocument:xmlns:%2$s:1.0\""
                    .formatted(name, name.equals("draw") ? "drawing" : name))
            .reduce("", String::concat);
    var content =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document-content%s><office:automatic-styles>%s</office:automatic-styles>
        <office:body><office:%s>%s</office:%3$s></office:body></office:document-content>
        """
            .formatted(spaces, styles, kind, body);
    return READERS.read(
        "made." + ending,
        MadeFiles.zip(
            "mimetype",
            ("application/vnd.oasis.opendocument." + kind).getBytes(UTF_8),
            "content.xml",
            content.getBytes(UTF_8)));
  }
}
