package io.cloister.ingest.read.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** The few bytes of a file that say what the others are. */
record HeaderBytes(FileChannel file) {

  /** As many, from a place in the file; null if it ends before. */
  @Nullable ByteBuffer at(long from, int length) throws IOException {
    return from < 0 || from > file.size() - length ? null : atMost(from, length);
  }

  /** The same, or fewer where the file ends before. */
  ByteBuffer atMost(long from, int length) throws IOException {
    var bytes = ByteBuffer.allocate(length);
    int read;
    do {
      read = file.read(bytes, from + bytes.position());
    } while (read >= 0 && bytes.hasRemaining());
    return bytes.flip();
  }
}
