package io.cloister.ingest.bag;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.egress.LimitedStream;
import io.cloister.ingest.bag.BagRefused.Problem;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The files of a bag in a ZIP file, by their paths in the bag. Nothing is ever unpacked: what a
 * path leads to is an entry of the file and nothing else.
 */
final class Bag implements Closeable {

  private static final String MARK = "bagit.txt";

  private final ZipFile zip;
  private final SortedMap<String, ZipEntry> entries;

  private Bag(ZipFile zip, SortedMap<String, ZipEntry> entries) {
    this.zip = zip;
    this.entries = entries;
  }

  /**
   * @throws BagRefused if it is no ZIP file, or its paths are not those of one bag
   */
  static Bag open(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile(), UTF_8);
    } catch (ZipException e) {
      throw new BagRefused(Problem.UNREADABLE, "The file is no whole ZIP file: " + e.getMessage());
    }
    try {
      return new Bag(zip, entries(zip));
    } catch (BagRefused e) {
      zip.close();
      throw e;
    }
  }

  private static SortedMap<String, ZipEntry> entries(ZipFile zip) {
    var all = new TreeMap<String, ZipEntry>();
    for (var entry : Collections.list(zip.entries())) {
      var path = Paths.checked(entry.getName());
      if (!entry.isDirectory() && all.put(path, entry) != null) {
        throw new BagRefused(Problem.PATH, "A path is there twice: " + Paths.shown(path));
      }
    }
    var folder =
        all.keySet().stream()
            .filter(path -> path.equals(MARK) || path.matches("[^/]+/" + MARK))
            .findFirst()
            .map(path -> path.substring(0, path.length() - MARK.length()))
            .orElseThrow(() -> new BagRefused(Problem.VERSION, "There is no bagit.txt in it"));
    var entries = new TreeMap<String, ZipEntry>();
    all.forEach((path, entry) -> {
      if (!path.startsWith(folder)) {
        throw new BagRefused(Problem.PATH, "It lies beside the bag: " + Paths.shown(path));
      }
      entries.put(path.substring(folder.length()), entry);
    });
    return entries;
  }

  SortedMap<String, ZipEntry> entries() {
    return Collections.unmodifiableSortedMap(entries);
  }

  /**
   * How many bytes all files say they have; none is read beyond that, so a bomb can be refused
   * before it goes off.
   */
  long bytes() {
    long all = 0;
    for (var entry : entries.values()) {
      if (entry.getSize() < 0 || all > Long.MAX_VALUE - entry.getSize()) {
        return Long.MAX_VALUE;
      }
      all += entry.getSize();
    }
    return all;
  }

  boolean has(String path) {
    return entries.containsKey(path);
  }

  /**
   * The bytes of a file. More than it is said to have are never given.
   *
   * @throws BagRefused if there is no such file
   */
  InputStream open(String path) throws IOException {
    var entry = entry(path);
    return new LimitedStream(
        zip.getInputStream(entry),
        entry.getSize(),
        () -> {
          throw new BagRefused(
              Problem.CONTENT, "There is more of it than it says: " + Paths.shown(path));
        });
  }

  /**
   * How many bytes a file says it has.
   *
   * @throws BagRefused if there is no such file
   */
  long size(String path) {
    return entry(path).getSize();
  }

  private ZipEntry entry(String path) {
    var entry = entries.get(path);
    if (entry == null) {
      throw new BagRefused(Problem.INCOMPLETE, "A file is missing: " + Paths.shown(path));
    }
    return entry;
  }

  /**
   * All of a file that is to be held in memory.
   *
   * @throws BagRefused if it is not there, or larger than {@code most} bytes
   */
  byte[] read(String path, long most) throws IOException {
    try (var in = open(path)) {
      if (size(path) > most) {
        throw new BagRefused(Problem.CONTENT, "It is too large: " + Paths.shown(path));
      }
      return in.readAllBytes();
    } catch (ZipException e) {
      throw broken(path);
    }
  }

  static BagRefused broken(String path) {
    return new BagRefused(Problem.CHECKSUM, "The file cannot be unpacked: " + Paths.shown(path));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
