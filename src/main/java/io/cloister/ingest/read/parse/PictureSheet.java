package io.cloister.ingest.read.parse;

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
   * @param picture where the PNG is written
   * @return false if the file is no picture that is known here
   */
  static boolean draw(Path file, Path picture) throws IOException {
    try (var in = ImageIO.createImageInputStream(file.toFile())) {
      var readers = in == null ? null : ImageIO.getImageReaders(in);
      if (readers == null || !readers.hasNext()) {
        return false;
      }
      var reader = readers.next();
      try {
        reader.setInput(in, true, true);
        ImageIO.write(plain(read(reader)), "png", picture.toFile());
        return true;
      } finally {
        reader.dispose();
      }
    }
  }

  private static BufferedImage read(ImageReader reader) throws IOException {
    int longer = Math.max(reader.getWidth(0), reader.getHeight(0));
    int every = (longer + MOST - 1) / MOST;
    var how = reader.getDefaultReadParam();
    how.setSourceSubsampling(every, every, 0, 0);
    return reader.read(0, how);
  }

  /** In colours that every model knows, on white where nothing was. */
  private static BufferedImage plain(BufferedImage image) {
    var plain = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    var pen = plain.createGraphics();
    try {
      pen.drawImage(image, 0, 0, java.awt.Color.WHITE, null);
    } finally {
      pen.dispose();
    }
    return plain;
  }
}
