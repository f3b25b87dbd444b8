package io.cloister.ingest.read.parse;

import io.cloister.ingest.read.picture.Pictures;
import io.cloister.ingest.read.unseen.Fineness;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.util.concurrent.Future;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.jspecify.annotations.Nullable;

/** Makes pictures of pages to be read. */
final class PdfScan {

  private static final float DPI = 300; // what Tesseract was made for
  private static final float MOST_PIXELS = 16_000_000;
  private static final int PAPER = 200; // of 255: nothing darker, nothing written

  private final PDFRenderer renderer;
  private final Pictures pictures;

  PdfScan(PDDocument pdf, Pictures pictures) {
    this.renderer = new PDFRenderer(pdf);
    renderer.setSubsamplingAllowed(true);
    this.pictures = pictures;
  }

  /**
   * Begins to read the picture of a page.
   *
   * @param number from 0
   * @return null if there is nothing on it, or it is not read
   */
  @Nullable Future<String> begin(PDPage page, int number) {
    if (!page.hasContents()) {
      return null;
    }
    if (!pictures.isOn()) {
      pictures.skip();
      return null;
    }
    try {
      float dpi = Fineness.of(page.getCropBox(), DPI, MOST_PIXELS);
      var picture = renderer.renderImageWithDPI(number, dpi, ImageType.GRAY);
      return isBlank(picture) ? null : pictures.begin(picture);
    } catch (IOException | RuntimeException _) {
      pictures.skip();
      return null;
    }
  }

  private static boolean isBlank(BufferedImage picture) {
    for (byte shade : ((DataBufferByte) picture.getRaster().getDataBuffer()).getData()) {
      if ((shade & 0xff) < PAPER) {
        return false;
      }
    }
    return true;
  }
}
