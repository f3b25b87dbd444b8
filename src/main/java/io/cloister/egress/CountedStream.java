package io.cloister.egress;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/** Tells once, when it is closed, how many bytes were read from it. */
final class CountedStream extends FilterInputStream {

  private final LongConsumer onClose;
  private final AtomicBoolean told = new AtomicBoolean();
  private long bytes;

  CountedStream(InputStream in, LongConsumer onClose) {
    super(in);
    this.onClose = onClose;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    bytes += read < 0 ? 0 : 1;
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    bytes += Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      if (told.compareAndSet(false, true)) {
        onClose.accept(bytes);
      }
    }
  }
}
