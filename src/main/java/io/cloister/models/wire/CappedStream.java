package io.cloister.models.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails once more was read than anybody can have meant. */
final class CappedStream extends FilterInputStream {

  private long left;

  CappedStream(InputStream in, long most) {
    super(in);
    left = most;
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

  private void count(int bytes) {
    left -= bytes;
    if (left < 0) {
      throw new WireFailed(Failure.of(Failure.Cause.TOO_LARGE));
    }
  }
}
