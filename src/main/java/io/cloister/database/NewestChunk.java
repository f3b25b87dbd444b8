package io.cloister.database;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The newest part of H2's file, named in the file's header. H2 names it there only after it wrote
 * it, and perhaps over one that leads from the header to the newest: who dies between the two finds
 * an old part, without what was committed since.
 */
final class NewestChunk {

  private static final int BLOCK = 4096;
  private static final int HEADER = 2 * BLOCK; // twice the same
  private static final int HEX = 16;

  private @Nullable String chunk;
  private long block;
  private long version = -1;

  /** Looks at what was written, in the order in which it was. */
  void look(Change change) {
    var bytes = change.bytes();
    if (bytes == null || !change.isChunk()) {
      return;
    }
    var header = map(bytes);
    if (number(header, "version") > version) {
      chunk = header.get("chunk");
      block = change.position() / BLOCK;
      version = number(header, "version");
    }
  }

  /** Does what H2 had not come to, if it had not. */
  void nameIn(FileChannel file) throws IOException {
    if (chunk == null) {
      return;
    }
    var first = ByteBuffer.allocate(BLOCK);
    WholeBytes.read(file, first, 0);
    var header = map(first.array());
    if (header.isEmpty() || number(header, "version") >= version) {
      return;
    }
    header.put("chunk", chunk);
    header.put("block", Long.toHexString(block));
    header.put("version", Long.toHexString(version));
    header.remove("clean");
    header.remove("fletcher");
    new Change(0, bytes(header)).make(file);
  }

  /** The line that it begins with; nothing if that is none of H2's. */
  private static Map<String, String> map(byte[] bytes) {
    int end = 0;
    while (end < Math.min(bytes.length, BLOCK) && bytes[end] != '\n') {
      end++;
    }
    try {
      return DataUtils.parseMap(new String(bytes, 0, end, ISO_8859_1).strip());
    } catch (MVStoreException _) {
      return new HashMap<>();
    }
  }

  private static long number(Map<String, String> map, String name) {
    return Long.parseLong(map.getOrDefault(name, "0"), HEX);
  }

  private static byte[] bytes(Map<String, String> header) {
    var line = DataUtils.appendMap(new StringBuilder(), new HashMap<>(header));
    var summed = line.toString().getBytes(ISO_8859_1);
    DataUtils.appendMap(line, "fletcher", DataUtils.getFletcher32(summed, 0, summed.length));
    var block = line.append('\n').toString().getBytes(ISO_8859_1);
    return ByteBuffer.allocate(HEADER).put(block).put(BLOCK, block).array();
  }
}
