package io.cloister.ingest.read.picture;

import io.cloister.ingest.read.wire.NotReadable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** What a picture, or a page of one, has room for, by its size alone. */
enum PictureRoom {
  /** It is an ornament. */
  NONE,
  /** It is so large that nothing can be done with it, or nobody can tell how large it is. */
  TOO_LARGE,
  /** A label, a logo, a chart. Too little to tell which way up it is. */
  WORDS,
  /** As much as was written by hand or machine on a page, which may lie on its side. */
  PAGE;

  private static final int SMALLEST = 24; // pixels, the less high or wide
  private static final int PAGE_AT_LEAST = 500; // pixels, the less high or wide

  /**
   * Of each page; of one where there cannot be several.
   *
   * @throws NotReadable if its pages never end
   */
  static List<PictureRoom> of(Path picture) {
    try {
      var pages = TiffPages.of(picture);
      if (!pages.isEmpty()) {
        return pages.stream().map(page -> of(page.width(), page.height())).toList();
      }
      var size = size(picture);
      return List.of(of(size.width(), size.height()));
    } catch (IOException | RuntimeException _) {
      return List.of(NONE);
    }
  }

  boolean mayHaveWords() {
    return this == WORDS || this == PAGE;
  }

  /** How many a picture has; as many as there can be if nobody knows. */
  static long pixels(Path picture) throws IOException {
    var size = size(picture);
    return Pictures.areTooMany(size.width(), size.height())
        ? Long.MAX_VALUE
        : size.width() * size.height();
  }

  /**
   * What can be told neither by Java nor by the formats it does not know is no picture: Tesseract
   * would take a text for a list of files to read.
   */
  private static PictureSize size(Path picture) throws IOException {
    var known = known(picture);
    var claimed = ClaimedSize.of(picture);
    if (known == null) {
      return claimed == null ? PictureSize.UNKNOWN : claimed;
    }
    return claimed == null ? known : claimed.orMore(known);
  }

  private static @Nullable PictureSize known(Path picture) throws IOException {
    try (var in = ImageIO.createImageInputStream(picture.toFile())) {
      var readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return null;
      }
      var reader = readers.next();
      try {
        reader.setInput(in);
        return new PictureSize(reader.getWidth(0), reader.getHeight(0));
      } finally {
        reader.dispose();
      }
    }
  }

  private static PictureRoom of(long width, long height) {
    long shorter = Math.min(width, height);
    if (shorter < SMALLEST) {
      return NONE;
    }
    if (Pictures.areTooMany(width, height)) {
      return TOO_LARGE;
    }
    return shorter < PAGE_AT_LEAST ? WORDS : PAGE;
  }
}
