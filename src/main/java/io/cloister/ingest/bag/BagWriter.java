package io.cloister.ingest.bag;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.library.Sha256;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a bag (RFC 8493) as a ZIP file, file after file, in constant memory: the list of what was
 * written waits in a file of its own, as it comes last.
 */
final class BagWriter implements AutoCloseable {

  static final String FOLDER = "cloister-library/";

  private final ZipOutputStream zip;
  private final Path list;
  private final BufferedWriter lines;
  private final Map<String, Sha256> tagFiles = new LinkedHashMap<>();
  private long files;
  private long bytes;

  /** What writes the bytes of a file; it does not close the stream. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * @param out not closed
   * @param list a file that is not there yet, and is gone when this is closed
   */
  BagWriter(OutputStream out, Path list) throws IOException {
    this.zip = new ZipOutputStream(out, UTF_8);
    zip.setLevel(Deflater.BEST_SPEED); // most originals are compressed already
    this.list = list;
    this.lines = Files.newBufferedWriter(list);
    tag("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
  }

  /**
   * Adds a file of the library.
   *
   * @param path below {@code data/}
   * @return the address of its bytes
   */
  Sha256 add(String path, Content content) throws IOException {
    var name = "data/" + path;
    var address = write(name, content);
    lines.append(address.hex()).append("  ").append(encoded(name)).append('\n');
    files++;
    return address;
  }

  /** Ends the bag: without this it is no bag, nor a ZIP file. */
  void finish(Map<String, String> info) throws IOException {
    lines.close();
    var said = new StringBuilder();
    info.forEach((name, value) -> said.append(name).append(": ").append(value).append('\n'));
    tag("bag-info.txt", said + "Payload-Oxum: %d.%d\n".formatted(bytes, files));
    tagFiles.put("manifest-sha256.txt", write("manifest-sha256.txt", out -> Files.copy(list, out)));
    var tags = new StringBuilder();
    tagFiles.forEach(
        (name, address) -> tags.append(address.hex()).append("  ").append(name).append('\n'));
    write("tagmanifest-sha256.txt", out -> out.write(tags.toString().getBytes(UTF_8)));
    zip.finish();
    zip.flush();
  }

  @Override
  public void close() throws IOException {
    lines.close();
    Files.deleteIfExists(list);
  }

  private void tag(String name, String text) throws IOException {
    tagFiles.put(name, write(name, out -> out.write(text.getBytes(UTF_8))));
  }

  private Sha256 write(String name, Content content) throws IOException {
    zip.putNextEntry(new ZipEntry(FOLDER + name));
    var counted = new Counted(zip);
    content.writeTo(counted);
    zip.closeEntry();
    if (name.startsWith("data/")) {
      bytes += counted.length;
    }
    return Sha256.ofDigest(counted.digest.digest());
  }

  /** As RFC 8493 has paths in its lists: without what would end a line. */
  private static String encoded(String path) {
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static final class Counted extends FilterOutputStream {

    private final MessageDigest digest = Sha256.digest();
    private long length;

    Counted(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      digest.update((byte) one);
      length++;
    }

    @Override
    public void write(byte[] some, int offset, int count) throws IOException {
      out.write(some, offset, count);
      digest.update(some, offset, count);
      length += count;
    }

    @Override
    public void flush() {
      // a ZIP file is not flushed in the middle of a file
    }

    @Override
    public void close() {
      // the bag goes on
    }
  }
}
