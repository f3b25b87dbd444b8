package io.cloister.sources;

import io.cloister.sources.FolderScan.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Where files go that were brought. */
final class MovedFiles {

  /** The name of their folder, which no look goes into. */
  static final String FOLDER = "_imported";

  private MovedFiles() {}

  /** To the same path below their folder, beside one of the same name that was moved before. */
  static void move(Path root, Found found) throws IOException {
    var target = root.resolve(FOLDER).resolve(found.path());
    Files.createDirectories(target.getParent());
    for (int i = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); i++) {
      target = target.resolveSibling("%s (%d)".formatted(found.file().getFileName(), i));
    }
    Files.move(found.file(), target);
  }
}
