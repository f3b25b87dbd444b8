package io.cloister.ingest.read.unseen;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the picture of a page whether white words stand on something else: most do, as in the
 * heads of tables.
 */
public final class WhiteWords {

  private static final float DPI = 60;
  private static final float MOST_PIXELS = 1_000_000;
  private static final int MOST_PAGES = 10; // of one file: drawing takes longer than reading
  private static final int CONTRAST = 24; // of 255: less is not seen

  private final PDFRenderer renderer;
  private int drawn;

  public WhiteWords(PDDocument pdf) {
    this.renderer = new PDFRenderer(pdf);
    renderer.setSubsamplingAllowed(true);
  }

  /** Those of a page's words that are on nothing but white. */
  public List<UnseenInk.Word> unseen(List<UnseenInk.Word> white, PDPage page, int number) {
    var unseen = new ArrayList<UnseenInk.Word>();
    float dpi = Fineness.of(page.getCropBox(), DPI, MOST_PIXELS);
    var picture = page.getRotation() == 0 ? draw(number, dpi) : null;
    if (picture != null) {
      for (var word : white) {
        if (isPlain(picture, word.box(), dpi / 72)) {
          unseen.add(word);
        }
      }
    }
    return unseen;
  }

  private @Nullable BufferedImage draw(int number, float dpi) {
    if (drawn++ >= MOST_PAGES) {
      return null;
    }
    try {
      return renderer.renderImageWithDPI(number, dpi, ImageType.GRAY);
    } catch (IOException | RuntimeException _) {
      return null;
    }
  }

  private static boolean isPlain(BufferedImage picture, Rectangle2D box, float scale) {
    int left = Math.max(0, (int) Math.floor(box.getMinX() * scale));
    int top = Math.max(0, (int) Math.floor(box.getMinY() * scale));
    int right = Math.min(picture.getWidth(), (int) Math.ceil(box.getMaxX() * scale));
    int bottom = Math.min(picture.getHeight(), (int) Math.ceil(box.getMaxY() * scale));
    int darkest = 255;
    int lightest = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int shade = picture.getRaster().getSample(x, y, 0);
        darkest = Math.min(darkest, shade);
        lightest = Math.max(lightest, shade);
      }
    }
    return lightest >= darkest && lightest - darkest < CONTRAST;
  }
}
