package io.cloister.ingest.read;

import io.cloister.library.ReadingFailure;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageTree;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/** Reads a PDF page by page: five times faster than through Tika, and pages keep their numbers. */
final class PdfText {

  private static final int MOST_HEADING = 120;
  private static final int MOST_PAGES = 50_000;

  private final TextSink sink;

  PdfText(TextSink sink) {
    this.sink = sink;
  }

  void read(File file, @Nullable String password) throws IOException {
    try (var pdf =
        Loader.loadPDF(
            file, password == null ? "" : password, IOUtils.createTempFileOnlyStreamCache())) {
      facts(pdf);
      int pages = 0;
      int failed = 0;
      var stripper = new Lines();
      for (var page : pdf.getPages()) { // not as many as the file says it has
        if (++pages > MOST_PAGES) {
          throw new NotReadable(
              ReadingFailure.Code.TOO_LARGE, "it has more than %,d pages".formatted(MOST_PAGES));
        }
        sink.page();
        failed += page(pdf, stripper, page) ? 0 : 1;
        sink.alive();
      }
      if (failed > 0 && failed == pages) {
        throw new NotReadable(ReadingFailure.Code.CORRUPT, "none of its pages can be read");
      }
      fields(pdf);
    } catch (InvalidPasswordException _) {
      throw new NotReadable(
          ReadingFailure.Code.ENCRYPTED,
          password == null ? "it asks for a password" : "the password does not open it");
    }
  }

  private boolean page(PDDocument pdf, Lines stripper, PDPage page) {
    int start = sink.position();
    stripper.next = page;
    var text = new StringWriter();
    boolean whole = true;
    try {
      stripper.writeText(pdf, text);
    } catch (IOException | RuntimeException e) {
      if (e instanceof UncheckedIOException gone) {
        throw gone;
      }
      whole = false; // one broken page does not lose the others
    }
    sink.text(text.toString());
    for (var heading : stripper.headings()) {
      sink.heading(start + heading.start(), start + heading.end());
    }
    return whole;
  }

  private void facts(PDDocument pdf) {
    var facts = pdf.getDocumentInformation();
    metadata("title", facts.getTitle());
    metadata("author", facts.getAuthor());
    metadata("subject", facts.getSubject());
    metadata("keywords", facts.getKeywords());
    if (facts.getCreationDate() != null) {
      metadata("created", facts.getCreationDate().toInstant().toString());
    }
  }

  private void metadata(String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      sink.metadata(name, value.strip());
    }
  }

  private void fields(PDDocument pdf) {
    try {
      var form = pdf.getDocumentCatalog().getAcroForm(null);
      if (form == null) {
        return;
      }
      for (PDField field : form.getFieldTree()) {
        var value = field.getValueAsString();
        if (value != null && !value.isBlank() && !value.startsWith("COSStream")) {
          var name =
              field.getAlternateFieldName() == null
                  ? field.getPartialName()
                  : field.getAlternateFieldName();
          sink.text("\n" + (name == null ? "" : name + ": ") + value.strip());
        }
      }
    } catch (RuntimeException e) {
      if (e instanceof UncheckedIOException) {
        throw e;
      }
      // the pages were read; a broken form takes nothing from them
    }
  }

  /** Takes lines that are set clearly larger than the text before them for headings. */
  private static final class Lines extends PDFTextStripper {

    private final List<Extraction.Heading> headings = new java.util.ArrayList<>();
    private final int[] sizes = new int[400]; // how many characters were set in each half point
    private int line = -1;
    private float size;
    private @Nullable PDPage next;

    Lines() {
      setStartPage(0); // pages are not counted here
    }

    List<Extraction.Heading> headings() {
      return headings;
    }

    /** One page alone: to look for it would take longer for each that comes before it. */
    @Override
    protected void processPages(PDPageTree pages) throws IOException {
      if (next != null && next.hasContents()) {
        processPage(next);
      }
    }

    @Override
    public void writeText(PDDocument document, java.io.Writer out) throws IOException {
      headings.clear();
      line = -1;
      super.writeText(document, out);
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) throws IOException {
      if (line < 0) {
        line = written();
        size = 0;
      }
      for (var position : positions) {
        float points = position.getFontSizeInPt();
        size = Math.max(size, points);
        sizes[Math.clamp((int) (points * 2), 0, sizes.length - 1)]++;
      }
      super.writeString(text, positions);
    }

    @Override
    protected void writeLineSeparator() throws IOException {
      endLine();
      super.writeLineSeparator();
    }

    @Override
    protected void endPage(PDPage page) throws IOException {
      endLine();
      super.endPage(page);
    }

    private void endLine() {
      int end = written();
      if (line >= 0
          && end - line >= 3
          && end - line <= MOST_HEADING
          && size >= 1.15f * usual()
          && hasLetters(line, end)) {
        headings.add(new Extraction.Heading(line, end));
      }
      line = -1;
    }

    private boolean hasLetters(int from, int to) {
      return output.toString().substring(from, to).codePoints().anyMatch(Character::isLetter);
    }

    private int written() {
      return ((StringWriter) output).getBuffer().length();
    }

    private float usual() {
      int best = 0;
      for (int i = 0; i < sizes.length; i++) {
        if (sizes[i] > sizes[best]) {
          best = i;
        }
      }
      return best / 2f;
    }
  }
}
