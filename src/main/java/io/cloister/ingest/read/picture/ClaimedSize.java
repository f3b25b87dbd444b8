package io.cloister.ingest.read.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The size that a picture says it has, where Java does not say what other programs will unpack: of
 * JPEG 2000 (ISO/IEC 15444-1, Annex I for the boxes, A.5.1 for the codestream), of Netpbm's
 * formats, and of the screen that the frames of a GIF are shown on. Nothing is decoded. What is
 * said in several places counts where it is most.
 */
final class ClaimedSize {

  private static final int SIGNATURE = 12; // bytes
  private static final int MOST_BOXES = 1_000;
  private static final int MOST_COMPONENTS = 4; // of colours, and of what shines through

  private static final int CODESTREAM = 0xFF4FFF51; // SOC, and SIZ, which has to follow
  private static final int JPEG_2000 = box("jP  ");
  private static final int HEADER = box("jp2h");
  private static final int SIZE = box("ihdr");
  private static final int PICTURE = box("jp2c");

  private final HeaderBytes bytes;
  private int boxes;
  private @Nullable PictureSize found;

  private ClaimedSize(HeaderBytes bytes) {
    this.bytes = bytes;
  }

  /** Null if it is in none of these formats. */
  static @Nullable PictureSize of(Path picture) throws IOException {
    try (var file = FileChannel.open(picture)) {
      var bytes = new HeaderBytes(file);
      var head = bytes.at(0, SIGNATURE);
      if (head == null) {
        return PnmHeader.of(bytes);
      }
      if (head.getInt(0) == CODESTREAM) {
        return codestream(bytes, 0);
      }
      if (head.getInt(4) == JPEG_2000) {
        return new ClaimedSize(bytes).ofBoxes(file.size());
      }
      if (head.getInt(0) == box("GIF8")) {
        head.order(ByteOrder.LITTLE_ENDIAN);
        return new PictureSize(
            Short.toUnsignedLong(head.getShort(6)), Short.toUnsignedLong(head.getShort(8)));
      }
      return PnmHeader.of(bytes);
    }
  }

  private PictureSize ofBoxes(long end) throws IOException {
    walk(0, end);
    return found == null || boxes > MOST_BOXES ? PictureSize.UNKNOWN : found;
  }

  private void walk(long from, long end) throws IOException {
    long at = from;
    while (at < end && boxes++ < MOST_BOXES) {
      var head = bytes.at(at, 8);
      if (head == null) {
        return;
      }
      long length = Integer.toUnsignedLong(head.getInt(0));
      int kind = head.getInt(4);
      long content = at + 8;
      if (length == 1) {
        var longer = bytes.at(content, 8);
        length = longer == null ? 0 : longer.getLong();
        content += 8;
      }
      long next = length == 0 ? end : at + length;
      if (next < content) {
        claim(PictureSize.UNKNOWN);
        return;
      }
      look(kind, content, Math.min(next, end));
      at = next;
    }
  }

  private void look(int kind, long content, long end) throws IOException {
    if (kind == HEADER) {
      walk(content, end);
    } else if (kind == SIZE) {
      var size = bytes.at(content, 8);
      claim(
          size == null
              ? PictureSize.UNKNOWN
              : new PictureSize(
                  Integer.toUnsignedLong(size.getInt(4)), Integer.toUnsignedLong(size.getInt(0))));
    } else if (kind == PICTURE) {
      claim(codestream(bytes, content));
    }
  }

  private void claim(PictureSize size) {
    found = found == null ? size : found.orMore(size);
  }

  /** By the far corner of its grid, whatever of that is left blank. */
  private static PictureSize codestream(HeaderBytes bytes, long at) throws IOException {
    var size = bytes.at(at, 42);
    if (size == null
        || size.getInt(0) != CODESTREAM
        || Short.toUnsignedInt(size.getShort(40)) > MOST_COMPONENTS) {
      return PictureSize.UNKNOWN;
    }
    return new PictureSize(
        Integer.toUnsignedLong(size.getInt(8)), Integer.toUnsignedLong(size.getInt(12)));
  }

  private static int box(String name) {
    return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getInt();
  }
}
