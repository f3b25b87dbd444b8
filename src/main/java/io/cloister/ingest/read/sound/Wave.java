package io.cloister.ingest.read.sound;

import io.cloister.ingest.read.wire.NotReadable;
import io.cloister.ingest.read.wire.SoundPiece;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sound as it is in a RIFF file, whose blocks all have the same length and last as long. */
record Wave(byte[] format, long dataAt, long dataBytes, int blockBytes, long bytesOfASecond) {

  static final Map<String, String> TYPES = Map.of("wav", "audio/wav", "m4a", "audio/mp4");

  private static final int HEAD = 12;
  private static final int CHUNK_HEAD = 8;
  private static final int MOST_FORMAT = 1 << 10;

  /**
   * Cuts it into pieces that are each a file of its own.
   *
   * @param alive called for each of them
   * @return empty if it is no such file
   * @throws NotReadable if it says that it lasts too long
   */
  static List<SoundPiece> cut(Path file, Path into, long mostBytes, Runnable alive)
      throws IOException {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      var wave = of(in);
      if (wave == null) {
        return List.of();
      }
      if (wave.dataBytes() / wave.bytesOfASecond() > SoundPieces.LONGEST.toSeconds()) {
        throw SoundPieces.tooLong();
      }
      return wave.cut(in, into, mostBytes, alive);
    }
  }

  private static @Nullable Wave of(RandomAccessFile in) throws IOException {
    var head = bytes(in, HEAD);
    if (head == null || !name(head, 0).equals("RIFF") || !name(head, 8).equals("WAVE")) {
      return null;
    }
    byte[] format = null;
    while (in.getFilePointer() + CHUNK_HEAD <= in.length()) {
      var chunk = bytes(in, CHUNK_HEAD);
      if (chunk == null) {
        return null;
      }
      long size = Integer.toUnsignedLong(little(chunk).getInt(4));
      long at = in.getFilePointer();
      switch (name(chunk, 0)) {
        case "fmt " -> format = size < 16 || size > MOST_FORMAT ? null : bytes(in, (int) size);
        case "data" -> {
          return format == null ? null : wave(format, at, Math.min(size, in.length() - at));
        }
        default -> {}
      }
      in.seek(Math.min(in.length(), at + size + size % 2));
    }
    return null;
  }

  private static @Nullable Wave wave(byte[] format, long at, long bytes) {
    long perSecond = Integer.toUnsignedLong(little(format).getInt(8));
    int block = Short.toUnsignedInt(little(format).getShort(12));
    return perSecond == 0 || block == 0 || block > perSecond
        ? null
        : new Wave(format, at, bytes - bytes % block, block, perSecond);
  }

  private List<SoundPiece> cut(RandomAccessFile in, Path into, long mostBytes, Runnable alive)
      throws IOException {
    long most = Math.min(mostBytes, SoundPieces.SECONDS * bytesOfASecond);
    long each = Math.max(blockBytes, most - most % blockBytes);
    var pieces = new ArrayList<SoundPiece>();
    for (long from = 0; from < dataBytes; from += each) {
      long bytes = Math.min(each, dataBytes - from);
      var name = "piece%05d.wav".formatted(pieces.size());
      write(in, from, bytes, into.resolve(name));
      pieces.add(new SoundPiece(name, "audio/wav", millis(from), millis(from + bytes)));
      alive.run();
    }
    return pieces;
  }

  private long millis(long bytes) {
    return bytes * 1000 / bytesOfASecond;
  }

  private void write(RandomAccessFile in, long from, long bytes, Path piece) throws IOException {
    var head = ByteBuffer.allocate(HEAD + CHUNK_HEAD + format.length + CHUNK_HEAD);
    head.order(ByteOrder.LITTLE_ENDIAN);
    head.put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt((int) (head.capacity() - CHUNK_HEAD + bytes))
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(format.length)
        .put(format)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt((int) bytes);
    try (var out = Files.newOutputStream(piece)) {
      out.write(head.array());
      in.getChannel().transferTo(dataAt + from, bytes, Channels.newChannel(out));
    }
  }

  private static byte @Nullable [] bytes(RandomAccessFile in, int count) throws IOException {
    if (in.getFilePointer() + count > in.length()) {
      return null;
    }
    var bytes = new byte[count];
    in.readFully(bytes);
    return bytes;
  }

  private static String name(byte[] bytes, int at) {
    return new String(bytes, at, 4, StandardCharsets.US_ASCII);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
