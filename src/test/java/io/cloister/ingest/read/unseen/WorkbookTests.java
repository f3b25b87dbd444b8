package io.cloister.ingest.read.unseen;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.read.ZipEdits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hidden sheets of workbooks that were made so that nobody finds them. */
class WorkbookTests {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makesTwoSheetsOfWhichTheSecondIsHidden() throws IOException {
    file = folder.resolve("made.xlsx");
    try (var workbook = new XSSFWorkbook();
        var out = Files.newOutputStream(file)) {
      workbook.createSheet("Seen").createRow(0).createCell(0).setCellValue("Shown");
      var gone = workbook.createSheet("Gone");
      gone.setColumnHidden(1, true);
      gone.createRow(0).createCell(0).setCellValue("Gone");
      workbook.setSheetHidden(1, true);
      workbook.write(out);
    }
  }

  @Test
  void areNotShiftedByWhatIsNoSheet() throws IOException {
    ZipEdits.edit(
        file,
        "xl/workbook.xml",
        xml -> xml.replaceFirst("<sheets>", "<sheets><q:sheet xmlns:q=\"urn:q\"/>"));

    assertThat(Workbook.sheets(file)).extracting(SheetLooks::isHidden).containsExactly(false, true);
  }

  @Test
  void areFoundBehindABrokenPartWhoseRowsMayBeHidden() throws IOException {
    ZipEdits.edit(file, "xl/worksheets/sheet1.xml", xml -> xml.replaceFirst("</row>", "</row"));
    ZipEdits.edit(file, "xl/styles.xml", _ -> "<styleSheet>");

    var sheets = Workbook.sheets(file);

    assertThat(sheets).extracting(SheetLooks::isHidden).containsExactly(false, true);
    assertThat(sheets.getFirst().isRowHidden(0)).isFalse();
    assertThat(sheets.getFirst().isRowHidden(1)).isTrue();
    assertThat(sheets.getLast().isRowHidden(1)).isFalse();
  }

  @Test
  void areFoundWhereverTheFileSaysTheyAre() throws IOException {
    ZipEdits.move(file, "xl/workbook.xml", "xl/book.xml");
    ZipEdits.move(file, "xl/_rels/workbook.xml.rels", "xl/_rels/book.xml.rels");
    ZipEdits.edit(file, "_rels/.rels", xml -> xml.replace("workbook.xml", "book.xml"));
    ZipEdits.edit(
        file,
        "xl/_rels/book.xml.rels",
        xml -> xml.replace("worksheets/sheet2.xml", "../xl/./worksheets/sheet2.xml"));

    var gone = Workbook.sheets(file).getLast();

    assertThat(gone.isHidden()).isTrue();
    assertThat(gone.of(0, 1)).isEqualTo(SheetLooks.Look.HIDDEN);
    assertThat(gone.isRowHidden(0)).isFalse();
  }
}
