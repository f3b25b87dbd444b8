package io.cloister.ingest.read.parse;

import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.library.ReadingFailure.Code;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes the bytes of a part as long as they are not too many, be it in all, together with what it
 * is in, or for their whole.
 */
final class PartFile extends FilterOutputStream {

  private static final long BOMB_FROM = 64L << 20; // below it even zeros do no harm
  private static final int BOMB_RATIO = 100;

  /**
   * How much is taken.
   *
   * @param most bytes of a part and of the copies of what it is in, all together
   * @param whole the bytes of the file that it comes out of
   * @param progress told now and then
   */
  record Bounds(long most, long whole, Runnable progress) {}

  private final Bounds bounds;
  private final long around;
  private long written;

  /**
   * @param around the bytes of the copies that it is taken out of
   */
  PartFile(Path file, Bounds bounds, long around) throws IOException {
    super(Files.newOutputStream(file));
    this.bounds = bounds;
    this.around = around;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  /**
   * @throws NotReadable if it gets too much
   */
  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    bounds.progress().run();
    written += length;
    if (written > BOMB_FROM && written / BOMB_RATIO > bounds.whole()) {
      throw new NotReadable(Code.BOMB, "a part unpacks to far more than the file's size allows");
    }
    if (around + written > bounds.most()) {
      throw new NotReadable(
          Code.TOO_LARGE,
          around == 0
              ? "a part has more than %,d bytes".formatted(bounds.most())
              : "a part and what it is in have more than %,d bytes".formatted(bounds.most()));
    }
    out.write(bytes, from, length);
  }
}
