package io.cloister.database;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A change of a file.
 *
 * @param position where it is written, or to which size the file is cut
 * @param bytes what is written, not to be changed; null if the file is cut
 */
record Change(long position, byte @Nullable [] bytes) {

  private static final byte[] CHUNK = "chunk:".getBytes(ISO_8859_1);

  /** Takes all that remains of {@code bytes}. */
  static Change writing(ByteBuffer bytes, long position) {
    var taken = new byte[bytes.remaining()];
    bytes.get(taken);
    return new Change(position, taken);
  }

  static Change truncating(long size) {
    return new Change(size, null);
  }

  int length() {
    return bytes == null ? 0 : bytes.length;
  }

  /** Whether it is one of the parts that H2 writes its file in. */
  boolean isChunk() {
    return bytes != null && startsWithChunk(bytes);
  }

  private static boolean startsWithChunk(byte[] bytes) {
    return bytes.length > CHUNK.length
        && ByteBuffer.wrap(bytes, 0, CHUNK.length).equals(ByteBuffer.wrap(CHUNK));
  }

  long sizeAfter(long size) {
    return bytes == null ? Math.min(size, position) : Math.max(size, position + bytes.length);
  }

  void make(FileChannel file) throws IOException {
    if (bytes == null) {
      file.truncate(position);
    } else {
      WholeBytes.write(file, ByteBuffer.wrap(bytes), position);
    }
  }

  /** Does to what was read from {@code from} what it does to the file. */
  void copyTo(ByteBuffer read, long from) {
    long begin = Math.max(from, position);
    long end = Math.min(from + read.limit(), position + length());
    if (bytes != null && begin < end) {
      read.put((int) (begin - from), bytes, (int) (begin - position), (int) (end - begin));
    }
  }
}
