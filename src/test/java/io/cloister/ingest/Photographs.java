package io.cloister.ingest;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pictures for tests in the formats of cameras, scanners and web pages. */
public final class Photographs {

  private static final int MARKER = 2; // bytes that every JPEG begins with

  private Photographs() {}

  /** A JPEG that says how it lies (Exif, tag Orientation). */
  public static byte[] jpeg(BufferedImage image, int orientation) throws IOException {
    var plain = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", plain);
    var exif =
        ByteBuffer.allocate(36)
            .putShort((short) 0xFFE1)
            .putShort((short) 34)
            .put(new byte[] {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42})
            .putInt(8) // where the tags begin, of which there is one
            .putShort((short) 1)
            .putShort((short) 0x0112)
            .putShort((short) 3)
            .putInt(1)
            .putShort((short) orientation)
            .putShort((short) 0)
            .putInt(0)
            .array();
    var bytes = new ByteArrayOutputStream();
    bytes.write(plain.toByteArray(), 0, MARKER);
    bytes.writeBytes(exif);
    bytes.write(plain.toByteArray(), MARKER, plain.size() - MARKER);
    return bytes.toByteArray();
  }

  /** A JPEG that says it is as many pixels high and wide. */
  public static byte[] claiming(int pixels, byte[] jpeg) {
    var bytes = ByteBuffer.wrap(jpeg.clone());
    int frame = 0;
    while (bytes.getShort(frame) != (short) 0xFFC0) {
      frame++;
    }
    return bytes.putShort(frame + 5, (short) pixels).putShort(frame + 7, (short) pixels).array();
  }

  /** A WebP of one pixel. */
  public static byte[] webp() {
    return Base64.getDecoder()
        .decode("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=");
  }

  /** A WebP on which stands: Keep the valve closed. */
  public static byte[] writtenWebp() throws IOException {
    try (var bytes = Photographs.class.getResourceAsStream("/pictures/valve.webp")) {
      return bytes.readAllBytes();
    }
  }
}
