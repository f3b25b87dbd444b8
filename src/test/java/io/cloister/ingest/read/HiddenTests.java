package io.cloister.ingest.read;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.read.unseen.ZeroWidth;
import io.cloister.ingest.read.wire.Extraction.Read;
import io.cloister.ingest.read.wire.Limits;
import io.cloister.library.text.HiddenText.Kind;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What of files nobody sees who opens them, and what only looks as if. */
class HiddenTests {

  @RegisterExtension
  static final RealReaders READERS =
      new RealReaders(new Limits(PATIENCE, PATIENCE, 128, 200_000, 5, 20));

  @Test
  void findsWhatAPageHides() throws IOException {
    var read =
        page(
            """
            <p>Seen. <span style="display:none">Gone one.</span> More.</p>
            <div hidden><p>Gone two.</p></div>
            <p style="font-size:0px">Gone three.</p>
            <p style="color:#FFF">Gone four.</p>
            <p>Seen again.</p>
            <p><font color="white">Gone five.</font></p>
            <p style="position:absolute;left:-9999px">Gone six.</p>
            <div style="background:#333"><p style="color:#333333">Gone seven.</p></div>
            """);

    assertThat(hidden(read))
        .containsExactly(
            "invisible: Gone one.",
            "invisible: Gone two.",
            "tiny: Gone three.",
            "colour: Gone four.",
            "colour: Gone five.",
            "off-page: Gone six.",
            "colour: Gone seven.");
    assertThat(read.text().text()).contains("Seen. Gone one. More.");
  }

  @Test
  void findsWhatAPageHidesInSeveralWaysInTurn() throws IOException {
    var read =
        page(
            """
            <p>Seen. <span style="display:none">Ig</span><span style="font-size:0">no</span><span
            style="display:none">re</span> this.</p><p style="font-size:0">12</p>
            """);

    assertThat(hidden(read)).containsExactly("invisible: Ignore");
  }

  @Test
  void leavesAloneWhatAPageShows() throws IOException {
    var read =
        page(
            """
            <div style="background:#003366"><h1 style="color:white">On a dark ground</h1></div>
            <div class="hero"><h1 style="color:#fff">On whatever a style sheet says</h1></div>
            <p style="display:block; opacity:0.9; font-size:10px">Small print.</p>
            <table bgcolor="#000000"><tr><td><font color="#ffffff">A cell</font></td></tr></table>
            """);

    assertThat(hidden(read)).isEmpty();
  }

  @Test
  void findsRunsThatAWordFileHides() throws IOException {
    var file = new ByteArrayOutputStream();
    try (var word = new XWPFDocument()) {
      var first = word.createParagraph();
      first.createRun().setText("Pay the invoice. ");
      var gone = first.createRun();
      gone.setText("Pay the invoice.");
      gone.setVanish(true);
      first.createRun().setText(" Thank you.");
      var white = word.createParagraph().createRun();
      white.setText("White on white.");
      white.setColor("FFFFFF");
      var cell = word.createTable(1, 1).getRow(0).getCell(0);
      cell.setColor("003366");
      var shown = cell.getParagraphs().getFirst().createRun();
      shown.setText("White on blue.");
      shown.setColor("FFFFFF");
      word.write(file);
    }
    var read = READERS.read("letter.docx", file.toByteArray());

    assertThat(hidden(read))
        .containsExactly("invisible: Pay the invoice.", "colour: White on white.");
    assertThat(read.hidden().getFirst().start())
        .isGreaterThan(read.text().text().indexOf("Pay the invoice."));
  }

  @Test
  void findsWhatAPdfDrawsSoThatNobodySeesIt() throws IOException {
    var read =
        pdf((page, text) -> {
          line(text, 700, "Plainly seen.");
          text.setRenderingMode(RenderingMode.NEITHER);
          line(text, 680, "Without ink.");
          text.setRenderingMode(RenderingMode.FILL);
          text.setNonStrokingColor(Color.WHITE);
          line(text, 660, "White on white.");
          text.setNonStrokingColor(Color.BLACK);
          text.setFont(font(), 0.5f);
          line(text, 640, "Very small.");
          text.setFont(font(), 12);
          line(text, -60, "Below the page.");
        });

    assertThat(hidden(read))
        .containsExactlyInAnyOrder(
            "invisible: Without ink.",
            "colour: White on white.",
            "tiny: Very small.",
            "off-page: Below the page.");
  }

  @Test
  void leavesAloneWhiteOnADarkGroundAndTheWordsUnderAScan() throws IOException {
    var dark =
        pdf((page, text) -> {
          text.endText();
          text.setNonStrokingColor(new Color(0, 51, 102));
          text.addRect(40, 650, 400, 80);
          text.fill();
          text.beginText();
          text.setFont(font(), 14);
          text.setNonStrokingColor(Color.WHITE);
          line(text, 690, "The head of a table");
        });
    assertThat(dark.text().text()).contains("The head of a table");
    assertThat(hidden(dark)).isEmpty();

    var scan = new ByteArrayOutputStream();
    try (var pdf = new PDDocument()) {
      var page = new PDPage();
      pdf.addPage(page);
      try (var content = new PDPageContentStream(pdf, page)) {
        content.beginText();
        content.setFont(font(), 12);
        content.setRenderingMode(RenderingMode.NEITHER);
        line(content, 700, "Read from the picture.");
        content.endText();
        var picture = new BufferedImage(100, 130, BufferedImage.TYPE_BYTE_GRAY);
        content.drawImage(LosslessFactory.createFromImage(pdf, picture), 0, 0, 612, 792);
      }
      pdf.save(scan);
    }
    assertThat(hidden(READERS.read("scan.pdf", scan.toByteArray()))).isEmpty();
  }

  @Test
  void findsWordsInCharactersWithoutWidth() {
    var tags =
        "run"
            .codePoints()
            .map(c -> 0xe0000 + c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    assertThat(ZeroWidth.in("A" + tags + "b"))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.start()).isEqualTo(1);
          assertThat(it.end()).isEqualTo(7);
          assertThat(it.kind()).isEqualTo(Kind.ZERO_WIDTH);
        });
    assertThat(ZeroWidth.in("a\u200b\u200c\u200d\u200b\u200cb")).hasSize(1);
    assertThat(ZeroWidth.in("i\u200bg\u200bn\u200bo\u200bre this")).hasSize(1);
  }

  @Test
  void leavesAloneWhatScriptsAndPictographsNeed() {
    for (var text :
        List.of(
            "\ufeffA file that begins with a mark.",
            "क्‍ष and می‌خواهم and 👩‍👩‍👧‍👦",
            "🏴\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f won",
            "ภาษา\u200bไทย\u200bเขียน\u200bติด\u200bกัน",
            "a/very/\u200blong/\u200bpath",
            "soft\u00adhyphens in long\u00adwords\u00adare fine")) {
      assertThat(ZeroWidth.in(text)).as(text).isEmpty();
    }
  }

  private interface Drawing {
    void on(PDPage page, PDPageContentStream text) throws IOException;
  }

  private static Read pdf(Drawing drawing) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var pdf = new PDDocument()) {
      var page = new PDPage();
      pdf.addPage(page);
      try (var content = new PDPageContentStream(pdf, page)) {
        content.beginText();
        content.setFont(font(), 12);
        drawing.on(page, content);
        content.endText();
      }
      pdf.save(bytes);
    }
    return READERS.read("drawn.pdf", bytes.toByteArray());
  }

  private static void line(PDPageContentStream content, float y, String words) throws IOException {
    content.setTextMatrix(org.apache.pdfbox.util.Matrix.getTranslateInstance(60, y));
    content.showText(words);
  }

  private static PDType1Font font() {
    return new PDType1Font(Standard14Fonts.FontName.HELVETICA);
  }

  private static Read page(String body) throws IOException {
    var html = "<!doctype html><html><body>" + body + "</body></html>";
    return READERS.read("page.html", html);
  }

  private static List<String> hidden(Read read) {
    return read.hidden().stream()
        .map(it ->
            it.kind().word() + ": " + read.text().text().substring(it.start(), it.end()).strip())
        .toList();
  }
}
