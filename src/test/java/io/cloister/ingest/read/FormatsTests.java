package io.cloister.ingest.read;

import static io.cloister.ingest.read.MadeFiles.pdf;
import static io.cloister.ingest.read.MadeFiles.richPdf;
import static io.cloister.ingest.read.MadeFiles.zip;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.Ocr;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is read of files, in a real process. */
class FormatsTests {

  @RegisterExtension static final RealReaders READERS = RealReaders.tight();

  @Test
  void readsPlainTextAsItIs() throws IOException {
    var text = "First line.\n\n  indented\tcell\nÄpfel, 漢字 and 😀.\n";

    assertThat(READERS.read("note.txt", text).text().text()).isEqualTo(text);
  }

  @Test
  void readsAPageWithItsHeadings() throws IOException {
    var read =
        READERS.read(
            "page.html",
            "<html><head><title>T</title></head><body><h1>Leave</h1><p>Thirty days.</p>"
                + "<table><tr><td>a</td><td>b</td></tr></table></body></html>");

    assertThat(read.text().text()).isEqualTo("T\n\nLeave\n\nThirty days.\n\na\tb");
    assertThat(read.headings()).containsExactly(new Extraction.Heading(3, 8));
    assertThat(read.metadata()).containsEntry("title", "T");
  }

  @Test
  void tellsWhereLinksLeadAndWhatPicturesShow() throws IOException {
    var read =
        READERS.read(
            "links.html",
            "<html><body><p>See <a href=\"https://forms.example/leave\">the form</a>,"
                + " <a href=\"https://example.org/\">example.org</a>,"
                + " <a href=\"#top\">the top</a>"
                + " <img src=\"a.png\" alt=\"A red gate\"></p></body></html>");

    assertThat(read.text().text())
        .isEqualTo("See the form, example.org, the top A red gate\n\nhttps://forms.example/leave");
  }

  @Test
  void tellsWhatAFileSaysOfItself() throws IOException {
    var page =
        READERS.read(
            "about.html",
            "<html><head><meta name=\"keywords\" content=\"leave, holidays\">"
                + "<meta name=\"description\" content=\"How leave is asked for\"></head>"
                + "<body><p>Thirty days.</p></body></html>");
    assertThat(page.text().text())
        .isEqualTo(
            "Thirty days.\n\nKeywords: leave, holidays\nDescription: How leave is asked for");

    try (var pdf = Loader.loadPDF(pdf(null, "Page one"));
        var bytes = new ByteArrayOutputStream()) {
      pdf.getDocumentInformation().setAuthor("Ada Example");
      pdf.getDocumentInformation().setKeywords("travel");
      pdf.save(bytes);

      var text = READERS.read("about.pdf", bytes.toByteArray()).text().text();
      assertThat(text).contains("Page one").endsWith("\nAuthor: Ada Example\nKeywords: travel\n");
    }
  }

  @Test
  void readsWhatAttributesOfDataSay() throws IOException {
    var read =
        READERS.read(
            "parts.xml",
            "<?xml version=\"1.0\"?><parts xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                + " xsi:noNamespaceSchemaLocation=\"parts.xsd\">"
                + "<part name=\"Valve\" weight=\"3\"/><note>Keep dry.</note></parts>");

    assertThat(read.text().text()).isEqualTo("part: name Valve, weight 3\nKeep dry.");
  }

  @Test
  void readsThePartsOfAnArchive() throws IOException {
    var parts =
        zip(
            List.of(
                "first part".getBytes(StandardCharsets.UTF_8),
                "second part".getBytes(StandardCharsets.UTF_8)));

    assertThat(READERS.read("parts.zip", parts).text().text())
        .contains("first part", "second part");
  }

  @Test
  void readsAPartWithItsTitleAndWhatIsAttachedToIt() throws IOException {
    var mail =
        """
        From: ann@example.org
        To: bob@example.org
        Subject: The minutes of May
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=cut

        --cut
        Content-Type: text/plain

        See what is attached.
        --cut
        Content-Type: text/html
        Content-Disposition: attachment; filename=minutes.html

        <html><head><title>Minutes</title></head><body><p>Nothing was decided.</p></body></html>
        --cut--
        """
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8);

    var text = READERS.read("parts.zip", zip("mail.eml", mail)).text().text();

    assertThat(text)
        .containsSubsequence(
            "mail.eml",
            "Subject: The minutes of May",
            "From: ann@example.org",
            "See what is attached.",
            "minutes.html",
            "Minutes",
            "Nothing was decided.");
  }

  @Test
  void goesOnAfterAPartThatCannotBeRead() throws IOException {
    var torn = Arrays.copyOf(pdf(null, "A page"), 40);

    var read =
        READERS.read(
            "parts.zip",
            zip("torn.pdf", torn, "good.txt", "good".getBytes(StandardCharsets.UTF_8)));

    assertThat(read.text().text()).contains("torn.pdf", "good");
    assertThat(read.metadata()).containsEntry("parts", "1 read, 1 not");
  }

  @Test
  void tellsHowManyPagesAreRead() throws IOException {
    var told = new ArrayList<String>();
    READERS
        .readers()
        .read(
            new ByteArrayInputStream(pdf(null, "Page one", "Page two")),
            new Order("two.pdf", null, Ocr.OFF, false),
            () -> false,
            (pages, of) -> told.add(pages + " of " + of));

    assertThat(told).containsExactly("0 of 2", "1 of 2", "2 of 2");
  }

  @Test
  void readsAPdfPageByPage() throws IOException {
    var read = READERS.read("two.pdf", pdf(null, "Page one", "Page two"));

    assertThat(read.pages()).isEqualTo(2);
    assertThat(read.text().pageAt(read.text().text().indexOf("Page two"))).isEqualTo(2);
    assertThat(read.mediaType()).isEqualTo("application/pdf");
  }

  @Test
  void readsOnceWhatIsPrintedOverItself() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var pdf = new PDDocument()) {
      var page = new PDPage();
      pdf.addPage(page);
      try (var content = new PDPageContentStream(pdf, page)) {
        for (int time = 0; time < 2; time++) {
          content.beginText();
          content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
          content.newLineAtOffset(72 + 0.3f * time, 700);
          content.showText("Feigned bold");
          content.endText();
        }
      }
      pdf.save(bytes);
    }

    assertThat(READERS.read("bold.pdf", bytes.toByteArray()).text().text().strip())
        .isEqualTo("Feigned bold");
  }

  @Test
  void believesThePagesAndNotTheirNumber() throws IOException {
    try (var pdf = Loader.loadPDF(pdf(null, "Page one", "Page two"));
        var bytes = new ByteArrayOutputStream()) {
      pdf.getPages().getCOSObject().setInt(COSName.COUNT, 2_000_000_000);
      pdf.save(bytes);

      assertThat(READERS.read("count.pdf", bytes.toByteArray()).pages()).isEqualTo(2);
    }
  }

  @Test
  void readsThousandsOfPages() throws IOException {
    try (var pdf = new PDDocument();
        var bytes = new ByteArrayOutputStream()) {
      for (int i = 0; i < 1_000; i++) {
        pdf.addPage(new PDPage());
      }
      try (var content = new PDPageContentStream(pdf, pdf.getPage(999))) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        content.showText("The last page");
        content.endText();
      }
      pdf.save(bytes);

      var read = READERS.read("long.pdf", bytes.toByteArray());
      assertThat(read.text().pageAt(read.text().text().indexOf("last"))).isEqualTo(1_000);
    }
  }

  @Test
  void readsWhatAPdfHoldsBesideItsPages() throws IOException {
    var text = READERS.read("rich.pdf", richPdf()).text().text();

    assertThat(text)
        .startsWith("The yearly report")
        .containsSubsequence(
            "Page one",
            "Ann: This is too long",
            "https://example.org/more",
            "Chapter one",
            "figures.txt",
            "42 in all")
        .doesNotContain("Page  one");
  }

  @Test
  void drawsAPageHoweverLongAndFullItIs() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var pdf = new PDDocument()) {
      pdf.addPage(new PDPage(new PDRectangle(1, 1_000_000_000)));
      var full = new PDPage();
      pdf.addPage(full);
      try (var content = new PDPageContentStream(pdf, full)) {
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 1);
        for (int line = 0; line < 110; line++) {
          content.beginText();
          content.newLineAtOffset(0, 7 * line);
          content.showText("a ".repeat(500));
          content.endText();
        }
      }
      pdf.save(bytes);
    }
    assertThat(READERS.readers().draw(new ByteArrayInputStream(bytes.toByteArray()), 1))
        .isPresent();
    assertThat(READERS.readers().draw(new ByteArrayInputStream(bytes.toByteArray()), 2))
        .hasValueSatisfying(sheet -> assertThat(sheet.words()).hasSize(50_000));
  }
}
