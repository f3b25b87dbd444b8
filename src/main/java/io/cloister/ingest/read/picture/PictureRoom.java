package io.cloister.ingest.read.picture;

import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** What a picture has room for, by its size alone. */
enum PictureRoom {
  /** It is an ornament, or so large that nothing can be done with it. */
  NONE,
  /** A label, a logo, a chart. Too little to tell which way up it is. */
  WORDS,
  /** As much as was written by hand or machine on a page, which may lie on its side. */
  PAGE;

  private static final int SMALLEST = 24; // pixels, the less high or wide
  private static final int PAGE_AT_LEAST = 500; // pixels, the less high or wide

  static PictureRoom of(Path picture) {
    try {
      var size = size(picture);
      return size == null ? PAGE : of(size.width, size.height); // Tesseract may know the format
    } catch (IOException | RuntimeException _) {
      return NONE;
    }
  }

  /** How many a picture has; as many as there can be if nobody knows. */
  static long pixels(Path picture) throws IOException {
    var size = size(picture);
    return size == null ? Long.MAX_VALUE : (long) size.width * size.height;
  }

  private static @Nullable Dimension size(Path picture) throws IOException {
    try (var in = ImageIO.createImageInputStream(picture.toFile())) {
      var readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return null;
      }
      var reader = readers.next();
      try {
        reader.setInput(in);
        return new Dimension(reader.getWidth(0), reader.getHeight(0));
      } finally {
        reader.dispose();
      }
    }
  }

  private static PictureRoom of(long width, long height) {
    long shorter = Math.min(width, height);
    if (shorter < SMALLEST || Pictures.areTooMany(width, height)) {
      return NONE;
    }
    return shorter < PAGE_AT_LEAST ? WORDS : PAGE;
  }
}
