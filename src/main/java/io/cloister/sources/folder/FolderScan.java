package io.cloister.sources.folder;

import io.cloister.sources.place.PassedOver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The files of a folder, without those that are hidden, unfinished downloads or another program's
 * notes to itself. Links are not followed.
 */
final class FolderScan {

  private static final int LONGEST_PATH = 4_096; // in the database

  /**
   * @param path below the folder, parted by {@code /}
   */
  record Found(String path, Path file, long bytes, Instant modifiedAt) {

    /**
     * Opens it.
     *
     * @throws IOException if it cannot be read, or is no file below the folder any more
     */
    InputStream open() throws IOException {
      // a folder on the way may have become a link since it was looked into
      if (!file.toRealPath().equals(file)) {
        throw new IOException("leads elsewhere");
      }
      // a pipe would be waited for until somebody writes into it
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException("is no file any more");
      }
      return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * @param found by path
   * @param unread folders that could not be looked into
   */
  record Result(List<Found> found, List<String> unread) {}

  private FolderScan() {}

  /**
   * @param root a real path
   * @param own what is passed over with all below it
   */
  static Result of(Path root, boolean subfolders, OwnPlaces own) throws IOException {
    var found = new ArrayList<Found>();
    var unread = new ArrayList<String>();
    Files.walkFileTree(
        root,
        Set.of(),
        subfolders ? Integer.MAX_VALUE : 1,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean isRoot = folder.equals(root);
            var name = String.valueOf(folder.getFileName());
            boolean isMeant =
                isRoot
                    || (!name.startsWith(".")
                        && !name.equals(MovedFiles.FOLDER)
                        && !own.contains(folder, attributes));
            return isMeant ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var path = ExactNames.below(root, file);
            if (path.length() > LONGEST_PATH) {
              unread.add(path);
            } else if (attributes.isRegularFile()
                && !PassedOver.is(path)
                && !own.contains(file, attributes)) {
              found.add(
                  new Found(
                      path, file, attributes.size(), attributes.lastModifiedTime().toInstant()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            unread.add(ExactNames.below(root, file));
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(Comparator.comparing(Found::path));
    return new Result(found, unread);
  }
}
