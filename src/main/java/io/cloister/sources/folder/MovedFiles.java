package io.cloister.sources.folder;

import io.cloister.sources.folder.FolderScan.Found;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;

/** Where files go that were brought. */
final class MovedFiles {

  /** The name of their folder, which no look goes into. */
  static final String FOLDER = "_imported";

  private MovedFiles() {}

  /** To the same path below their folder, beside one of the same name that was moved before. */
  static void move(Path root, Found found) throws IOException {
    var wanted = root.resolve(FOLDER).resolve(root.relativize(found.file()));
    make(root, Objects.requireNonNull(wanted.getParent()));
    var target = wanted;
    for (int i = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); i++) {
      target = numbered(wanted, i);
    }
    Files.move(found.file(), target);
  }

  /** Folders only: a link would lead what is moved to wherever it points. */
  private static void make(Path root, Path folder) throws IOException {
    var at = root;
    for (var name : root.relativize(folder)) {
      at = at.resolve(name);
      if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(at);
      }
    }
  }

  /** By its address: not every name is one that this process can spell. */
  private static Path numbered(Path wanted, int number) {
    var address = wanted.toUri().toString().replaceFirst("/$", "");
    return Path.of(URI.create("%s%%20(%d)".formatted(address, number)));
  }
}
