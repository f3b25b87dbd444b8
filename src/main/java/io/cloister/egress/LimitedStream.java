package io.cloister.egress;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes from outside, no more of them than are allowed: the read or skip that meets the first byte
 * beyond them throws and gives nothing. Of just as many bytes all are given, and then the end.
 */
public final class LimitedStream extends FilterInputStream {

  /** What it means, to whoever reads, that there is more. */
  @FunctionalInterface
  public interface TooLong {

    /** Throws, always. */
    void refuse() throws IOException;
  }

  private final TooLong tooLong;
  private long left;

  /**
   * @param in closed with this
   * @param most how many bytes are allowed
   */
  public LimitedStream(InputStream in, long most, TooLong tooLong) {
    super(in);
    this.left = most;
    this.tooLong = tooLong;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    count(skipped);
    return skipped;
  }

  private void count(long bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      tooLong.refuse();
    }
  }
}
