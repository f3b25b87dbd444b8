package io.cloister.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * A folder on the real disk, called like the source that looks at it.
 *
 * @param path where it is
 */
record WatchedFolder(TriedSource source, Path path) {

  /**
   * @param folders where folders may be looked at
   */
  static WatchedFolder in(Path folders, int port) throws IOException {
    var source = new TriedSource(port);
    return new WatchedFolder(source, Files.createDirectories(folders.resolve(source.name())));
  }

  /** A file that nobody has written to for an hour. */
  void put(String file, String text) throws IOException {
    var written = path.resolve(file);
    Files.createDirectories(written.getParent());
    Files.writeString(written, text);
    Files.setLastModifiedTime(written, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
  }

  void delete(String file) throws IOException {
    Files.delete(path.resolve(file));
  }

  /**
   * Adds the source, which looks by itself.
   *
   * @param more what else is to be set
   */
  void add(String more) {
    source.add(wanted(source.name(), more));
  }

  /**
   * Sets the source anew.
   *
   * @param more what is set beside its place
   */
  void change(String more) {
    source.change(wanted(source.name(), more));
  }

  String wanted(String place, String more) {
    return "{\"name\":\"%s\",\"folder\":\"%s\",\"collection\":\"%s\"%s}"
        .formatted(source.name(), place, source.name(), more.isEmpty() ? "" : "," + more);
  }
}
