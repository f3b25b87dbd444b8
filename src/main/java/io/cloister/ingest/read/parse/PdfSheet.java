package io.cloister.ingest.read.parse;

import io.cloister.ingest.read.unseen.Fineness;
import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.ingest.read.wire.Sheet;
import io.cloister.ingest.read.wire.SheetReport;
import io.cloister.library.ReadingFailure;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.TextPosition;

/** Draws one page of a PDF, and tells where on it each word stands. */
final class PdfSheet {

  private static final float DPI = 120;
  private static final float MOST_PIXELS = 4_000_000;
  private static final int MOST_WORDS = SheetReport.MOST_WORDS;

  private PdfSheet() {}

  /**
   * @param number from 1
   * @param picture where the PNG is written
   * @throws NotReadable if there is no such page, or the file is locked
   */
  static List<Sheet.Word> draw(File file, int number, Path picture) throws IOException {
    try (var pdf = Loader.loadPDF(file, "", IOUtils.createTempFileOnlyStreamCache())) {
      if (number < 1 || number > pdf.getNumberOfPages()) {
        throw new NotReadable(ReadingFailure.Code.CORRUPT, "it has no such page");
      }
      var page = pdf.getPage(number - 1);
      float dpi = Fineness.of(page.getCropBox(), DPI, MOST_PIXELS);
      var renderer = new PDFRenderer(pdf);
      renderer.setSubsamplingAllowed(true);
      var drawn = renderer.renderImageWithDPI(number - 1, dpi, ImageType.RGB);
      ImageIO.write(drawn, "png", picture.toFile());
      return words(pdf, page);
    } catch (InvalidPasswordException _) {
      throw new NotReadable(ReadingFailure.Code.ENCRYPTED, "it asks for a password");
    }
  }

  private static List<Sheet.Word> words(PDDocument pdf, PDPage page) {
    var words = new Words(page);
    try {
      words.turnTo(page);
      words.writeText(pdf, new StringWriter());
    } catch (IOException | RuntimeException _) {
      // the picture is there; what was found of its words stays
    }
    return words.found;
  }

  /** Written as the text of the page is, so that both have the same words in the same order. */
  private static final class Words extends PdfLines {

    private final List<Sheet.Word> found = new ArrayList<>();
    private final float width;
    private final float height;

    Words(PDPage page) {
      var box = page.getCropBox();
      boolean turned = page.getRotation() % 180 != 0;
      this.width = turned ? box.getHeight() : box.getWidth();
      this.height = turned ? box.getWidth() : box.getHeight();
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) throws IOException {
      int from = 0;
      for (int i = 0; i <= positions.size(); i++) {
        if (i == positions.size() || positions.get(i).getUnicode().isBlank()) {
          add(positions.subList(from, i));
          from = i + 1;
        }
      }
      super.writeString(text, positions);
    }

    private void add(List<TextPosition> letters) {
      if (letters.isEmpty() || found.size() == MOST_WORDS) {
        return;
      }
      var word = new StringBuilder();
      float left = Float.MAX_VALUE;
      float top = Float.MAX_VALUE;
      float right = 0;
      float bottom = 0;
      for (var letter : letters) {
        word.append(letter.getUnicode());
        float high = Math.max(letter.getHeightDir(), letter.getFontSizeInPt() * 0.7f);
        left = Math.min(left, letter.getXDirAdj());
        right = Math.max(right, letter.getXDirAdj() + letter.getWidthDirAdj());
        top = Math.min(top, letter.getYDirAdj() - high);
        bottom = Math.max(bottom, letter.getYDirAdj() + high * 0.25f);
      }
      found.add(
          new Sheet.Word(
              word.toString(),
              share(left, width),
              share(top, height),
              share(right, width),
              share(bottom, height)));
    }

    private static float share(float length, float of) {
      return Math.clamp(length / Math.max(of, 1), 0f, 1f);
    }
  }
}
