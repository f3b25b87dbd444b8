package io.cloister.ingest.read.picture;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Turns pictures as their cameras say that they are to be seen (Exif 2.32, tag Orientation): the
 * pixels of many a photograph lie on their side.
 */
public final class Upright {

  /** As it is. */
  public static final int AS_IT_IS = 1;

  private static final int MOST = 8;

  private Upright() {}

  /**
   * How the picture lies, from {@link #AS_IT_IS} to 8.
   *
   * @param page from 1, where a file has several
   */
  public static int orientation(Path picture, int page) {
    try {
      var all =
          List.copyOf(
              ImageMetadataReader.readMetadata(picture.toFile())
                  .getDirectoriesOfType(ExifIFD0Directory.class));
      var its = page <= all.size() ? all.get(page - 1) : null;
      var told = its == null ? null : its.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
      return told == null || told < AS_IT_IS || told > MOST ? AS_IT_IS : told;
    } catch (IOException | ImageProcessingException | RuntimeException _) {
      return AS_IT_IS; // what is told wrongly is not told
    }
  }

  /** The picture turned from how it lies, in colours, on white where nothing was. */
  public static BufferedImage of(BufferedImage picture, int orientation) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    boolean isOnItsSide = orientation > 4;
    var turned =
        new BufferedImage(
            isOnItsSide ? height : width, isOnItsSide ? width : height, BufferedImage.TYPE_INT_RGB);
    var pen = turned.createGraphics();
    try {
      pen.setColor(Color.WHITE);
      pen.fillRect(0, 0, turned.getWidth(), turned.getHeight());
      pen.drawImage(picture, way(orientation, width, height), null);
    } finally {
      pen.dispose();
    }
    return turned;
  }

  /** Where the pixel at x, y goes to: m00, m10, m01, m11, m02, m12. */
  private static AffineTransform way(int orientation, int width, int height) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
      default -> new AffineTransform();
    };
  }
}
