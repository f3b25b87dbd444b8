package io.cloister.search.lucene.generation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the files of generations are: below the folder of the index, but for those of the first,
 * which are in that folder itself.
 */
record GenerationFolders(Path index) {

  private static final int FIRST = 1;
  private static final String NAME = "generation-";
  private static final Pattern NAMED = Pattern.compile(NAME + "([2-9]|[1-9]\\d{1,8})");

  Path of(int number) {
    return number == FIRST ? index : index.resolve(NAME + number);
  }

  /** The highest number that has a folder, be its generation dropped; 0 if there is none. */
  int highest() throws IOException {
    return there().stream().mapToInt(GenerationFolders::number).max().orElse(0);
  }

  /**
   * Removes the files of those that were dropped. That of large ones may take minutes, which a stop
   * does not wait for.
   */
  void removeAllBut(Set<Integer> kept) throws IOException {
    if (!kept.contains(FIRST)) {
      removeFiles(index);
    }
    for (var folder : there()) {
      if (!kept.contains(number(folder))) {
        removeFiles(folder);
        Files.delete(folder);
      }
    }
  }

  private List<Path> there() throws IOException {
    Files.createDirectories(index);
    try (var all = Files.list(index)) {
      return all.filter(Files::isDirectory).filter(folder -> number(folder) > 0).toList();
    }
  }

  private static int number(Path folder) {
    var named = NAMED.matcher(String.valueOf(folder.getFileName()));
    return named.matches() ? Integer.parseInt(named.group(1)) : 0;
  }

  private static void removeFiles(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }
}
