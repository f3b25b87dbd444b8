package io.cloister.database;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.SecureRandom;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a file, one after the other, each with the number of the journal's present life
 * and a checksum: those that are whole, up to the first that is not, are played. Relies on a disk
 * that writes a sector of 512 bytes wholly or not at all.
 *
 * <p>At the start are magic, life and checksum; from byte 512 each change as life, position, length
 * (-1 if the file is cut there), checksum of these and the bytes, and the bytes.
 */
final class Journal implements Closeable {

  private static final long MAGIC = 0x436c6f6973746572L;
  private static final int FIRST = 512;
  private static final int BEGINNING = Long.BYTES + Long.BYTES + Integer.BYTES;
  private static final int ENTRY = Long.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;
  private static final int CUT = -1;

  private final SecureRandom random = new SecureRandom();
  private final FileChannel channel;
  private long life;
  private volatile long end;

  /** Does something with each change. */
  @FunctionalInterface
  interface Player {
    void play(Change change) throws IOException;
  }

  Journal(FileChannel channel) {
    this.channel = channel;
  }

  /** Where the next change comes to. */
  long length() {
    return end;
  }

  void play(Player player) throws IOException {
    var beginning = read(0, BEGINNING);
    if (beginning == null || beginning.getLong() != MAGIC) {
      return;
    }
    life = beginning.getLong();
    if (beginning.getInt() != checksum(beginning.flip().limit(BEGINNING - Integer.BYTES))) {
      return;
    }
    long at = FIRST;
    for (var change = read(at); change != null; change = read(at)) {
      end = at;
      player.play(change);
      at += ENTRY + change.length();
    }
    end = at;
  }

  private @Nullable Change read(long at) throws IOException {
    var entry = read(at, ENTRY);
    if (entry == null || entry.getLong() != life) {
      return null;
    }
    long position = entry.getLong();
    int length = entry.getInt();
    var bytes = length == CUT ? ByteBuffer.allocate(0) : read(at + ENTRY, length);
    if (bytes == null || entry.getInt() != checksum(entry(position, length), bytes)) {
      return null;
    }
    return length == CUT ? Change.truncating(position) : Change.writing(bytes.rewind(), position);
  }

  /** Null if the file does not have as many. */
  private @Nullable ByteBuffer read(long from, int length) throws IOException {
    if (length < 0 || channel.size() - from < length) {
      return null;
    }
    var bytes = ByteBuffer.allocate(length);
    WholeBytes.read(channel, bytes, from);
    return bytes.flip();
  }

  /** Without its checksum. */
  private ByteBuffer entry(long position, int length) {
    return ByteBuffer.allocate(ENTRY).putLong(life).putLong(position).putInt(length).flip();
  }

  private static int checksum(ByteBuffer... parts) {
    var sum = new CRC32C();
    for (var part : parts) {
      sum.update(part.duplicate());
    }
    return (int) sum.getValue();
  }

  void append(Change change) throws IOException {
    var bytes = ByteBuffer.wrap(change.bytes() == null ? new byte[0] : change.bytes());
    var entry = entry(change.position(), change.bytes() == null ? CUT : change.length());
    int sum = checksum(entry, bytes);
    var whole = ByteBuffer.allocate(ENTRY + change.length());
    long at = end;
    WholeBytes.write(channel, whole.put(entry).putInt(sum).put(bytes).flip(), at);
    end = at + whole.limit();
  }

  void force() throws IOException {
    channel.force(false);
  }

  /** Forgets what it has; on the disk before anything is appended. */
  void begin() throws IOException {
    life = random.nextLong();
    var beginning = ByteBuffer.allocate(BEGINNING).putLong(MAGIC).putLong(life);
    int sum = checksum(beginning.duplicate().flip());
    WholeBytes.write(channel, beginning.putInt(sum).flip(), 0);
    channel.force(true);
    end = FIRST;
  }

  /** Has nothing to play any more, and takes no room. */
  void clear() throws IOException {
    channel.truncate(0);
    channel.force(true);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
