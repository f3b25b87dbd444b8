package io.cloister.sources.place;

import java.util.List;
import java.util.Locale;

/** Files that nobody means to bring: hidden, unfinished, or another program's notes to itself. */
public final class PassedOver {

  private static final List<String> UNFINISHED =
      List.of(".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart", ".swp");
  private static final List<String> NOTES = List.of("thumbs.db", "desktop.ini");

  private PassedOver() {}

  /**
   * @param path folders parted by {@code /}; only the last part counts
   */
  public static boolean is(String path) {
    var name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return name.startsWith(".")
        || name.startsWith("~$")
        || NOTES.contains(name)
        || UNFINISHED.stream().anyMatch(name::endsWith);
  }

  /** Whether any part of the path is hidden. */
  public static boolean isHidden(String path) {
    return path.startsWith(".") || path.contains("/.");
  }
}
