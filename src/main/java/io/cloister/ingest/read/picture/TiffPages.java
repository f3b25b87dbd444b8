package io.cloister.ingest.read.picture;

import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.library.ReadingFailure.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a TIFF (revision 6.0, and BigTIFF) by their directories, each of which says where
 * the next is. Nothing is decoded: what never ends is refused before anything follows it.
 */
public final class TiffPages {

  private static final int MOST = 10_000;
  private static final int MOST_TAGS = 4_096; // of a page; those that are written have dozens

  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int LONG_8 = 16;

  private final HeaderBytes file;
  private final ByteOrder order;
  private final boolean isBig;

  private TiffPages(HeaderBytes file, ByteOrder order, boolean isBig) {
    this.file = file;
    this.order = order;
    this.isBig = isBig;
  }

  private record Directory(PictureSize size, long next) {}

  /**
   * The sizes of its pages, as far as they can be followed; empty if the file is no TIFF.
   *
   * @throws NotReadable if its pages lead back to one before, or are too many
   */
  public static List<PictureSize> of(Path path) throws IOException {
    try (var channel = FileChannel.open(path)) {
      var file = new HeaderBytes(channel);
      var head = file.at(0, 16);
      if (head == null) {
        return List.of();
      }
      var order =
          switch (head.getShort(0)) {
            case 0x4949 -> ByteOrder.LITTLE_ENDIAN;
            case 0x4D4D -> ByteOrder.BIG_ENDIAN;
            default -> null;
          };
      if (order == null) {
        return List.of();
      }
      head.order(order);
      return switch (head.getShort(2)) {
        case 42 -> new TiffPages(file, order, false).follow(Integer.toUnsignedLong(head.getInt(4)));
        case 43 -> new TiffPages(file, order, true).follow(head.getLong(8));
        default -> List.of();
      };
    }
  }

  private List<PictureSize> follow(long first) throws IOException {
    var sizes = new ArrayList<PictureSize>();
    var seen = new HashSet<Long>();
    long at = first;
    while (at != 0) {
      if (!seen.add(at)) {
        throw new NotReadable(
            Code.CORRUPT,
            "after page %d its pages lead back to one before and never end"
                .formatted(sizes.size()));
      }
      if (sizes.size() == MOST) {
        throw new NotReadable(Code.TOO_LARGE, "it has more than %,d pages".formatted(MOST));
      }
      var directory = directory(at);
      if (directory == null) {
        return sizes;
      }
      sizes.add(directory.size());
      at = directory.next();
    }
    return sizes;
  }

  /** Null if there is none. */
  private @Nullable Directory directory(long at) throws IOException {
    int head = isBig ? 8 : 2;
    var count = bytes(at, head);
    if (count == null) {
      return null;
    }
    long tags = isBig ? count.getLong() : Short.toUnsignedInt(count.getShort());
    if (tags < 1 || tags > MOST_TAGS) {
      return null;
    }
    int each = isBig ? 20 : 12;
    int length = (int) tags * each;
    var entries = bytes(at + head, length);
    if (entries == null) {
      return null;
    }
    long width = 0;
    long height = 0;
    for (int entry = 0; entry < length; entry += each) {
      switch (Short.toUnsignedInt(entries.getShort(entry))) {
        case WIDTH -> width = Math.max(width, number(entries, entry));
        case HEIGHT -> height = Math.max(height, number(entries, entry));
        default -> {}
      }
    }
    return new Directory(new PictureSize(width, height), next(at + head + length));
  }

  private long next(long at) throws IOException {
    var next = bytes(at, isBig ? 8 : 4);
    if (next == null) {
      return 0;
    }
    return isBig ? next.getLong() : Integer.toUnsignedLong(next.getInt());
  }

  private long number(ByteBuffer entries, int entry) {
    int type = Short.toUnsignedInt(entries.getShort(entry + 2));
    long count = isBig ? entries.getLong(entry + 4) : entries.getInt(entry + 4);
    int at = entry + (isBig ? 12 : 8);
    if (count != 1) {
      return Long.MAX_VALUE;
    }
    return switch (type) {
      case SHORT -> Short.toUnsignedInt(entries.getShort(at));
      case LONG -> Integer.toUnsignedLong(entries.getInt(at));
      case LONG_8 -> isBig ? entries.getLong(at) & Long.MAX_VALUE : Long.MAX_VALUE;
      default -> Long.MAX_VALUE;
    };
  }

  /** Null if the file ends before. */
  private @Nullable ByteBuffer bytes(long from, int length) throws IOException {
    var bytes = file.at(from, length);
    return bytes == null ? null : bytes.order(order);
  }
}
