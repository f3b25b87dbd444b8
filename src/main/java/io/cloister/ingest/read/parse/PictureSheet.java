package io.cloister.ingest.read.parse;

import io.cloister.ingest.read.picture.Pictures;
import io.cloister.ingest.read.picture.Upright;
import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.library.ReadingFailure;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** Draws a picture anew, no larger than it has to be for somebody to see what it shows. */
final class PictureSheet {

  private static final int MOST = 2_000; // pixels, the more high or wide

  private PictureSheet() {}

  /**
   * Draws it upright, in colours that every model knows.
   *
   * @param page from 1, where a file has several
   * @param picture where the PNG is written
   * @return false if the file is no picture that is known here
   */
  static boolean draw(Path file, int page, Path picture) throws IOException {
    try (var in = ImageIO.createImageInputStream(file.toFile())) {
      var readers = in == null ? null : ImageIO.getImageReaders(in);
      if (readers == null || !readers.hasNext()) {
        return false;
      }
      var reader = readers.next();
      try {
        reader.setInput(in, false, true);
        var drawn = Upright.of(read(reader, page - 1), Upright.orientation(file, page));
        return ImageIO.write(small(drawn), "png", picture.toFile());
      } finally {
        reader.dispose();
      }
    }
  }

  /**
   * Less than twice as large as it may be, so that the rest can be done without skipping pixels.
   * Some formats are held whole meanwhile, outside of what Java may take.
   */
  private static BufferedImage read(ImageReader reader, int at) throws IOException {
    int width = reader.getWidth(at);
    int height = reader.getHeight(at);
    if (Pictures.areTooMany(width, height)) {
      throw new NotReadable(
          ReadingFailure.Code.BOMB, "it has %d x %d pixels".formatted(width, height));
    }
    int every = Math.max(1, Math.max(width, height) / MOST);
    var how = reader.getDefaultReadParam();
    how.setSourceSubsampling(every, every, 0, 0);
    return reader.read(at, how);
  }

  /** Small letters of a scan stay legible where neighbours are mixed. */
  private static BufferedImage small(BufferedImage image) {
    double share = (double) MOST / Math.max(image.getWidth(), image.getHeight());
    if (share >= 1) {
      return image;
    }
    var small =
        new BufferedImage(
            Math.max(1, (int) Math.round(image.getWidth() * share)),
            Math.max(1, (int) Math.round(image.getHeight() * share)),
            BufferedImage.TYPE_INT_RGB);
    var pen = small.createGraphics();
    try {
      pen.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      pen.drawImage(image, 0, 0, small.getWidth(), small.getHeight(), null);
    } finally {
      pen.dispose();
    }
    return small;
  }
}
