package io.cloister.sources;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The files of a folder, without those that are hidden, unfinished downloads or another program's
 * notes to itself. Links are not followed.
 */
final class FolderScan {

  private static final List<String> UNFINISHED =
      List.of(".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart", ".swp");
  private static final List<String> NOTES = List.of("thumbs.db", "desktop.ini");

  /**
   * @param path below the folder, parted by {@code /}
   */
  record Found(String path, Path file, long bytes, Instant modifiedAt) {}

  /**
   * @param found by path
   * @param unread folders that could not be looked into
   */
  record Result(List<Found> found, List<String> unread) {}

  private FolderScan() {}

  static Result of(Path root, boolean subfolders) throws IOException {
    var found = new ArrayList<Found>();
    var unread = new ArrayList<String>();
    Files.walkFileTree(
        root,
        Set.of(),
        subfolders ? Integer.MAX_VALUE : 1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean isOwn = folder.equals(root);
            var name = String.valueOf(folder.getFileName());
            return isOwn || (!name.startsWith(".") && !name.equals(MovedFiles.FOLDER))
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var path = below(root, file);
            if (attributes.isRegularFile() && isMeant(file)) {
              found.add(
                  new Found(
                      path, file, attributes.size(), attributes.lastModifiedTime().toInstant()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            unread.add(below(root, file));
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(Comparator.comparing(Found::path));
    return new Result(found, unread);
  }

  private static String below(Path root, Path file) {
    return StreamSupport.stream(root.relativize(file).spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }

  private static boolean isMeant(Path file) {
    var name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && !name.startsWith("~$")
        && !NOTES.contains(name)
        && UNFINISHED.stream().noneMatch(name::endsWith);
  }
}
