package io.cloister.ingest.bag;

import io.cloister.ingest.bag.BagRefused.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file of a bag, refused as soon as there is more of it than it was said to have. */
final class Declared extends FilterInputStream {

  private final String path;
  private long left;

  Declared(InputStream in, long bytes, String path) {
    super(in);
    this.left = bytes;
    this.path = path;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) {
    left -= read;
    if (left < 0) {
      throw new BagRefused(
          Problem.CONTENT, "There is more of it than it says: " + Paths.shown(path));
    }
  }
}
