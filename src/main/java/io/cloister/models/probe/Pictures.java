package io.cloister.models.probe;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Small drawn pictures of one colour, to see whether a model sees. */
final class Pictures {

  private static final int SIZE = 64;

  private Pictures() {}

  /** A PNG all over in {@code colour}, which is one of green and violet. */
  static byte[] of(String colour) {
    var picture = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
    var graphics = picture.createGraphics();
    graphics.setColor(colour.equals("green") ? new Color(0, 160, 0) : new Color(128, 0, 200));
    graphics.fillRect(0, 0, SIZE, SIZE);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What a model may call it. */
  static List<String> namesOf(String colour) {
    return colour.equals("green") ? List.of("green", "grün") : List.of("violet", "purple", "lila");
  }
}
