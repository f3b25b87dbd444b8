package io.cloister.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files that are there only to be downloaded: each is gone once its stream is closed. As that may
 * be slow, all of them together have so many bytes at most. Safe for concurrent use.
 */
final class Lent {

  private final long most;
  private final AtomicLong bytes = new AtomicLong();

  Lent(long most) {
    this.most = most;
  }

  /**
   * @throws PartRefused if nothing more is lent for now
   */
  void requireRoom() {
    if (bytes.get() >= most) {
      throw PartRefused.busy();
    }
  }

  /**
   * Lends a file, which is deleted at the end, also where it is refused.
   *
   * @throws PartRefused if it would be too much
   */
  Loan of(Path file) throws IOException {
    long size = Files.size(file);
    try {
      if (bytes.addAndGet(size) > most) {
        throw PartRefused.busy();
      }
      return new Loan(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), size);
    } catch (IOException | RuntimeException e) {
      bytes.addAndGet(-size);
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** What is lent, until it is closed. */
  final class Loan extends FilterInputStream {

    private final long size;
    private final AtomicBoolean isOpen = new AtomicBoolean(true);

    private Loan(InputStream in, long size) {
      super(in);
      this.size = size;
    }

    long bytes() {
      return size;
    }

    @Override
    public void close() {
      if (!isOpen.compareAndSet(true, false)) {
        return;
      }
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException("giving a lent file back", e);
      } finally {
        bytes.addAndGet(-size);
      }
    }
  }
}
