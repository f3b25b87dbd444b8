package io.cloister.ingest.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.read.Extraction.Read;
import io.cloister.ingest.read.Extraction.ReaderLost;
import io.cloister.ingest.read.Extraction.Unreadable;
import io.cloister.library.ReadingFailure.Code;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads real files, and real traps, in real processes. */
class ReadersTests {

  private static final Limits LIMITS =
      new Limits(Duration.ofSeconds(20), Duration.ofSeconds(4), 96, 200_000, 5, 20);

  @TempDir static Path folder;
  private static Readers readers;

  @BeforeAll
  static void start() throws IOException {
    readers = new Readers(1, LIMITS, folder.resolve("reading"), new ReaderCommand(List.of()));
  }

  @AfterAll
  static void stop() {
    readers.close();
  }

  @Test
  void readsPlainTextAsItIs() throws IOException {
    var text = "First line.\n\n  indented\tcell\nÄpfel, 漢字 and 😀.\n";

    assertThat(read("note.txt", text).text().text()).isEqualTo(text);
  }

  @Test
  void readsAPageWithItsHeadings() throws IOException {
    var read =
        read(
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
        read(
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
        read(
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

      var text = ((Read) read("about.pdf", bytes.toByteArray(), null)).text().text();
      assertThat(text).contains("Page one").endsWith("\nAuthor: Ada Example\nKeywords: travel\n");
    }
  }

  @Test
  void readsWhatAttributesOfDataSay() throws IOException {
    var read =
        read(
            "parts.xml",
            "<?xml version=\"1.0\"?><parts xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                + " xsi:noNamespaceSchemaLocation=\"parts.xsd\">"
                + "<part name=\"Valve\" weight=\"3\"/><note>Keep dry.</note></parts>");

    assertThat(read.text().text()).isEqualTo("part: name Valve, weight 3\nKeep dry.");
  }

  @Test
  void tellsHowManyPagesAreRead() throws IOException {
    var told = new ArrayList<String>();
    readers.read(
        new ByteArrayInputStream(pdf(null, "Page one", "Page two")),
        new Order("two.pdf", null, Ocr.OFF),
        () -> false,
        (pages, of) -> told.add(pages + " of " + of));

    assertThat(told).containsExactly("0 of 2", "1 of 2", "2 of 2");
  }

  @Test
  void readsAPdfPageByPage() throws IOException {
    var read = (Read) read("two.pdf", pdf(null, "Page one", "Page two"), null);

    assertThat(read.pages()).isEqualTo(2);
    assertThat(read.text().pageAt(read.text().text().indexOf("Page two"))).isEqualTo(2);
    assertThat(read.mediaType()).isEqualTo("application/pdf");
  }

  @Test
  void believesThePagesAndNotTheirNumber() throws IOException {
    try (var pdf = Loader.loadPDF(pdf(null, "Page one", "Page two"));
        var bytes = new ByteArrayOutputStream()) {
      pdf.getPages().getCOSObject().setInt(COSName.COUNT, 2_000_000_000);
      pdf.save(bytes);

      assertThat(((Read) read("count.pdf", bytes.toByteArray(), null)).pages()).isEqualTo(2);
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

      var read = (Read) read("long.pdf", bytes.toByteArray(), null);
      assertThat(read.text().pageAt(read.text().text().indexOf("last"))).isEqualTo(1_000);
    }
  }

  @Test
  void asksForThePasswordOfAnEncryptedFile() throws IOException {
    var pdf = pdf("open sesame", "Hidden");

    assertThat(failure("locked.pdf", pdf, null)).isEqualTo(Code.ENCRYPTED);
    assertThat(failure("locked.pdf", pdf, "wrong")).isEqualTo(Code.ENCRYPTED);
    assertThat(((Read) read("locked.pdf", pdf, "open sesame")).text().text()).contains("Hidden");
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
    assertThat(readers.draw(new ByteArrayInputStream(bytes.toByteArray()), 1)).isPresent();
    assertThat(readers.draw(new ByteArrayInputStream(bytes.toByteArray()), 2))
        .hasValueSatisfying(sheet -> assertThat(sheet.words()).hasSize(50_000));
  }

  @Test
  void saysThatATornFileIsCorrupt() throws IOException {
    var pdf = pdf(null, "A page");
    var torn = java.util.Arrays.copyOf(pdf, 40);

    assertThat(failure("torn.pdf", torn, null)).isEqualTo(Code.CORRUPT);
  }

  @Test
  void saysThatAnEmptyFileIsEmpty() throws IOException {
    assertThat(failure("nothing.docx", new byte[0], null)).isEqualTo(Code.EMPTY);
  }

  @Test
  void saysThatAPageWithoutTextHasNone() throws IOException {
    assertThat(failure("blank.pdf", pdf(null, ""), null)).isEqualTo(Code.NO_TEXT);
  }

  @Test
  void refusesAZipBomb() throws IOException {
    assertThat(failure("bomb.zip", zip(List.of(new byte[80_000_000])), null))
        .isIn(Code.BOMB, Code.TOO_LARGE);
  }

  @Test
  void refusesTooManyParts() throws IOException {
    var part = "part".getBytes(StandardCharsets.UTF_8);

    assertThat(failure("many.zip", zip(java.util.Collections.nCopies(50, part)), null))
        .isEqualTo(Code.BOMB);
  }

  @Test
  void refusesPartsTooDeepInOneAnother() throws IOException {
    var inner = "core".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 12; i++) {
      inner = zip(List.of(inner));
    }

    assertThat(failure("deep.zip", inner, null)).isEqualTo(Code.BOMB);
  }

  @Test
  void refusesTooMuchText() throws IOException {
    var long_ = "many words ".repeat(30_000).getBytes(StandardCharsets.UTF_8);

    assertThat(failure("long.txt", long_, null)).isEqualTo(Code.TOO_LARGE);
  }

  @Test
  void readsThePartsOfAnArchive() throws IOException {
    var parts =
        zip(
            List.of(
                "first part".getBytes(StandardCharsets.UTF_8),
                "second part".getBytes(StandardCharsets.UTF_8)));

    assertThat(((Read) read("parts.zip", parts, null)).text().text())
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

    var text = ((Read) read("parts.zip", zip("mail.eml", mail), null)).text().text();

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
    var torn = java.util.Arrays.copyOf(pdf(null, "A page"), 40);

    var read =
        (Read)
            read(
                "parts.zip",
                zip("torn.pdf", torn, "good.txt", "good".getBytes(StandardCharsets.UTF_8)),
                null);

    assertThat(read.text().text()).contains("torn.pdf", "good");
    assertThat(read.metadata()).containsEntry("parts", "1 read, 1 not");
  }

  @Test
  void readsWhatAPdfHoldsBesideItsPages() throws IOException {
    var text = ((Read) read("rich.pdf", richPdf(), null)).text().text();

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
  void endsAReaderThatHangsAndReadsTheNextFile() throws IOException {
    var hang = mock("<hang millis=\"600000\" heavy=\"false\" pulse_millis=\"100\"/>");

    assertThat(lost("hang.mock", hang)).isEqualTo(Code.TIMED_OUT);
    assertThat(read("next.txt", "still here").text().text()).isEqualTo("still here");
  }

  @Test
  void outlivesAReaderWithoutMemory() throws IOException {
    assertThat(lost("oom.mock", mock("<oom/>"))).isEqualTo(Code.OUT_OF_MEMORY);
    assertThat(read("next.txt", "still here").text().text()).isEqualTo("still here");
  }

  @Test
  void outlivesAReaderThatExits() throws IOException {
    assertThat(lost("exit.mock", mock("<system_exit/>"))).isEqualTo(Code.INTERNAL);
    assertThat(read("next.txt", "still here").text().text()).isEqualTo("still here");
  }

  @Test
  void isNotConfusedByWhatAParserPrints() throws IOException {
    var loud = mock("<print_out>noise</print_out><write element=\"p\">quiet words</write>");

    assertThat(((Read) read("loud.mock", loud, null)).text().text()).contains("quiet words");
  }

  @Test
  void givesUpWhenAsked() throws IOException {
    var extraction =
        readers.read(
            new ByteArrayInputStream(mock("<hang millis=\"600000\" heavy=\"false\"/>")),
            new Order("hang.mock", null, Ocr.OFF),
            () -> true,
            (_, _) -> {});

    assertThat(extraction).isInstanceOf(Extraction.GivenUp.class);
  }

  @Test
  void leavesNothingInItsFolder() throws IOException {
    read("note.txt", "words");

    try (var files = Files.walk(folder.resolve("reading"))) {
      assertThat(files.filter(Files::isRegularFile))
          .allMatch(file -> file.endsWith(".pdfbox.cache"));
    }
  }

  private static Read read(String name, String content) throws IOException {
    return (Read) read(name, content.getBytes(StandardCharsets.UTF_8), null);
  }

  private static Extraction read(String name, byte[] content, @Nullable String password)
      throws IOException {
    return readers.read(
        new ByteArrayInputStream(content),
        new Order(name, password, Ocr.OFF),
        () -> false,
        (_, _) -> {});
  }

  private static Code failure(String name, byte[] content, @Nullable String password)
      throws IOException {
    var extraction = read(name, content, password);
    assertThat(extraction.getClass()).isEqualTo(Unreadable.class); // not its text, when it fails
    return ((Unreadable) extraction).failure().code();
  }

  private static Code lost(String name, byte[] content) throws IOException {
    var extraction = read(name, content, null);
    assertThat(extraction.getClass()).isEqualTo(ReaderLost.class);
    return ((ReaderLost) extraction).failure().code();
  }

  private static byte[] mock(String actions) {
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><mock>" + actions + "</mock>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zip(List<byte[]> parts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < parts.size(); i++) {
        zip.putNextEntry(new ZipEntry("part" + i + (parts.get(i)[0] == 'P' ? ".zip" : ".txt")));
        zip.write(parts.get(i));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(Object... namesAndParts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndParts.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndParts[i]));
        zip.write((byte[]) namesAndParts[i + 1]);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** With a title, a note, a link, a bookmark and an attachment. */
  private static byte[] richPdf() throws IOException {
    try (var pdf = Loader.loadPDF(pdf(null, "Page one"));
        var bytes = new ByteArrayOutputStream()) {
      pdf.getDocumentInformation().setTitle("The yearly report");
      var note = new PDAnnotationText();
      note.setTitlePopup("Ann");
      note.setContents("This is too long");
      var link = new PDAnnotationLink();
      var action = new PDActionURI();
      action.setURI("https://example.org/more");
      link.setAction(action);
      pdf.getPage(0).setAnnotations(List.of(note, link));
      var chapter = new PDOutlineItem();
      chapter.setTitle("Chapter one");
      var outline = new PDDocumentOutline();
      outline.addLast(chapter);
      var heading = new PDOutlineItem();
      heading.setTitle("Page  one");
      outline.addLast(heading);
      pdf.getDocumentCatalog().setDocumentOutline(outline);
      var file = new PDComplexFileSpecification();
      file.setFile("figures.txt");
      file.setEmbeddedFile(
          new PDEmbeddedFile(
              pdf, new ByteArrayInputStream("42 in all".getBytes(StandardCharsets.UTF_8))));
      var tree = new PDEmbeddedFilesNameTreeNode();
      tree.setNames(java.util.Map.of("figures", file));
      var names = new PDDocumentNameDictionary(pdf.getDocumentCatalog());
      names.setEmbeddedFiles(tree);
      pdf.getDocumentCatalog().setNames(names);
      pdf.save(bytes);
      return bytes.toByteArray();
    }
  }

  private static byte[] pdf(@Nullable String password, String... pages) throws IOException {
    try (var pdf = new PDDocument();
        var bytes = new ByteArrayOutputStream()) {
      for (var words : pages) {
        var page = new PDPage();
        pdf.addPage(page);
        try (var content = new PDPageContentStream(pdf, page)) {
          content.beginText();
          content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
          content.newLineAtOffset(72, 700);
          content.showText(words);
          content.endText();
        }
      }
      if (password != null) {
        pdf.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
      }
      pdf.save(bytes);
      return bytes.toByteArray();
    }
  }
}
