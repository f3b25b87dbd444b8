package io.cloister.ingest.bag;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.ingest.bag.BagRefused.Problem;
import java.util.Arrays;

/** Paths in bags. */
final class Paths {

  private static final int MOST_SHOWN = 200;
  private static final int MOST_NAME = 150; // bytes: fits every file system with what is before it

  private Paths() {}

  /**
   * The path itself, if it stays within the bag wherever it is unpacked.
   *
   * @throws BagRefused if it does not
   */
  static String checked(String path) {
    boolean strays =
        path.startsWith("/")
            || path.contains("\\")
            || path.contains("\0")
            || path.matches("[A-Za-z]:.*")
            || Arrays.asList(path.split("/", -1)).contains("..");
    if (strays) {
      throw new BagRefused(Problem.PATH, "A path leads out of the bag: " + shown(path));
    }
    return path;
  }

  /** A path as it can be told to people. */
  static String shown(String path) {
    var line = path.replaceAll("[\\p{Cntrl}\\p{Cf}]", "\u00b7");
    return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "…";
  }

  /** A file's name as every system can have it; the real one is told beside it. */
  static String name(String fileName) {
    var safe = fileName.replaceAll("[\\p{Cntrl}\\p{Cf}\\\\/:*?\"<>|]", "_").strip();
    int dot = safe.lastIndexOf('.');
    var ending =
        dot > 0 && dot < safe.length() - 1 && safe.length() - dot <= 10 ? safe.substring(dot) : "";
    var stem = safe.substring(0, safe.length() - ending.length());
    while (stem.getBytes(UTF_8).length > MOST_NAME) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    stem = stem.replaceAll("[. ]+$", "");
    return stem.isEmpty() ? "file" + ending : stem + ending;
  }
}
