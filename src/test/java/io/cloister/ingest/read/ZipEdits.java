package io.cloister.ingest.read;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Changes files that are ZIP files, as no program would write them. */
public final class ZipEdits {

  private ZipEdits() {}

  public static void edit(Path file, String entry, UnaryOperator<String> change)
      throws IOException {
    try (var zip = FileSystems.newFileSystem(file)) {
      var path = zip.getPath(entry);
      Files.writeString(path, change.apply(Files.readString(path)));
    }
  }

  public static void move(Path file, String entry, String to) throws IOException {
    try (var zip = FileSystems.newFileSystem(file)) {
      Files.move(zip.getPath(entry), zip.getPath(to));
    }
  }
}
