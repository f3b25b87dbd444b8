package io.cloister.ingest.bag;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.ingest.bag.BagRefused.Problem;
import io.cloister.library.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipException;

/** Looks whether a bag is whole: every file there, listed, and what the list says it is. */
final class BagCheck {

  static final String MANIFEST = "manifest-sha256.txt";

  private static final String TAG_MANIFEST = "tagmanifest-sha256.txt";
  private static final String DATA = "data/";
  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_LINE = 4_000; // bytes of a list, for each file there is
  private static final long LARGEST_TAG_FILE = 1 << 20;

  private BagCheck() {}

  /**
   * Reads every byte of it, and keeps none.
   *
   * @return the addresses of the files of the library, by their paths below {@code data/}
   * @throws BagRefused if it is not whole
   */
  static Map<String, Sha256> check(Bag bag) throws IOException {
    requireForm(bag);
    var listed = list(bag, MANIFEST);
    for (var path : bag.entries().keySet()) {
      if (path.startsWith(DATA) && !listed.containsKey(path)) {
        throw new BagRefused(Problem.INCOMPLETE, "No list names it: " + Paths.shown(path));
      }
    }
    if (bag.has(TAG_MANIFEST)) {
      for (var one : list(bag, TAG_MANIFEST).entrySet()) {
        requireIs(bag, one.getKey(), one.getValue());
      }
    }
    var addresses = new HashMap<String, Sha256>();
    for (var one : listed.entrySet()) {
      if (!one.getKey().startsWith(DATA)) {
        throw new BagRefused(Problem.PATH, "It is not below data/: " + Paths.shown(one.getKey()));
      }
      requireIs(bag, one.getKey(), one.getValue());
      addresses.put(one.getKey().substring(DATA.length()), one.getValue());
    }
    return addresses;
  }

  private static void requireForm(Bag bag) throws IOException {
    var declared = tags(bag, "bagit.txt");
    if (!"1.0".equals(declared.get("BagIt-Version"))
        || !"UTF-8".equalsIgnoreCase(declared.get("Tag-File-Character-Encoding"))) {
      throw new BagRefused(Problem.VERSION, "It is no bag of BagIt 1.0 in UTF-8");
    }
    if (bag.has("fetch.txt")) {
      throw new BagRefused(Problem.INCOMPLETE, "Some of its files are elsewhere (fetch.txt)");
    }
    if (!bag.has("bag-info.txt")) {
      throw new BagRefused(Problem.VERSION, "It is a bag, but of no library");
    }
    var form = tags(bag, "bag-info.txt").get(LibraryExport.FORM);
    if (!LibraryExport.FORM_VERSION.equals(form)) {
      throw new BagRefused(
          Problem.VERSION,
          form == null
              ? "It is a bag, but of no library"
              : "It is a library of the form %s, and %s is known here"
                  .formatted(Paths.shown(form), LibraryExport.FORM_VERSION));
    }
  }

  private static Map<String, String> tags(Bag bag, String path) throws IOException {
    var tags = new HashMap<String, String>();
    new String(bag.read(path, LARGEST_TAG_FILE), UTF_8)
        .lines()
        .map(line -> line.split(":", 2))
        .filter(line -> line.length == 2)
        .forEach(line -> tags.put(line[0].strip(), line[1].strip()));
    return tags;
  }

  private static Map<String, Sha256> list(Bag bag, String path) throws IOException {
    var listed = new HashMap<String, Sha256>();
    if (!bag.has(path)) {
      throw new BagRefused(Problem.INCOMPLETE, "A file is missing: " + path);
    }
    long most = (bag.entries().size() + 1L) * LONGEST_LINE;
    if (bag.size(path) > most) {
      throw new BagRefused(Problem.CONTENT, "It is too large: " + path);
    }
    try (var lines = new BufferedReader(new InputStreamReader(bag.open(path), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          add(line, path, listed);
        }
      }
    } catch (ZipException e) {
      throw Bag.broken(path);
    }
    return listed;
  }

  private static void add(String line, String list, Map<String, Sha256> listed) {
    var parts = line.split("\\s+\\*?", 2);
    if (parts.length < 2 || !parts[0].toLowerCase(java.util.Locale.ROOT).matches("[0-9a-f]{64}")) {
      throw new BagRefused(Problem.CONTENT, "A line of %s is no address and path".formatted(list));
    }
    var path =
        Paths.checked(
            parts[1].replaceAll("%0[Dd]", "\r").replaceAll("%0[Aa]", "\n").replace("%25", "%"));
    if (listed.put(path, new Sha256(parts[0].toLowerCase(java.util.Locale.ROOT))) != null) {
      throw new BagRefused(Problem.CONTENT, "It is listed twice: " + Paths.shown(path));
    }
  }

  private static void requireIs(Bag bag, String path, Sha256 address) throws IOException {
    var digest = Sha256.digest();
    long length = 0;
    try (var in = bag.open(path)) {
      var buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        length += read;
      }
    } catch (ZipException | java.io.EOFException e) {
      throw Bag.broken(path);
    }
    if (length != bag.size(path) || !Sha256.ofDigest(digest.digest()).equals(address)) {
      throw new BagRefused(
          Problem.CHECKSUM, "The file is not what the list says: " + Paths.shown(path));
    }
  }
}
