package io.cloister.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads and writes all bytes, of which a channel may take some at a time. */
final class WholeBytes {

  private WholeBytes() {}

  /** Fills {@code bytes} from a position of the file, if it has as many. */
  static void read(FileChannel file, ByteBuffer bytes, long position) throws IOException {
    long begin = position - bytes.position();
    int read = 0;
    while (read >= 0 && bytes.hasRemaining()) {
      read = file.read(bytes, begin + bytes.position());
    }
  }

  static void write(FileChannel file, ByteBuffer bytes, long position) throws IOException {
    long begin = position - bytes.position();
    while (bytes.hasRemaining()) {
      file.write(bytes, begin + bytes.position());
    }
  }
}
