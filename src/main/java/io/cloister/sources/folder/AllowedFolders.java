package io.cloister.sources.folder;

import io.cloister.sources.place.SourceRefused;
import io.cloister.sources.place.SourcesProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The parts of the server's disks that sources may look at. */
@Component
public class AllowedFolders {

  private static final int LONGEST_PATH = 1_000; // in the database

  private final List<Path> allowed;
  private final List<Path> own;

  AllowedFolders(SourcesProperties properties) {
    allowed = properties.folders().stream().map(each -> each.toAbsolutePath().normalize()).toList();
    own = properties.own();
    try {
      Files.createDirectories(allowed.getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException("making the folder of sources", e);
    }
  }

  public List<Path> all() {
    return allowed;
  }

  /** What no source looks into, though it be below an allowed folder. */
  OwnPlaces own() {
    return OwnPlaces.of(own);
  }

  /**
   * The folder's real path, wherever links lead.
   *
   * @throws SourceRefused if it is none, not below one that is allowed, or of the product's own
   */
  public Path require(String folder) {
    try {
      var real = allowed.getFirst().resolve(folder.strip()).toRealPath();
      for (var each : allowed) {
        if (Files.isDirectory(each)
            && real.startsWith(each.toRealPath())
            && real.toString().length() <= LONGEST_PATH
            && !own().lieBetween(each.toRealPath(), real)) {
          return directory(real);
        }
      }
    } catch (IOException | IllegalArgumentException _) {
      // what is not there and what may not be looked at are told alike
    }
    throw new SourceRefused(
        "folder",
        "no-folder",
        "There is no such folder that sources may look at",
        "Name a folder below "
            + allowed.stream().map(Path::toString).collect(Collectors.joining(" or "))
            + ", or have cloister.sources.folders allow another.");
  }

  private static Path directory(Path real) {
    if (!Files.isDirectory(real)) {
      throw new SourceRefused(
          "folder", "no-folder", "This is a file, not a folder", "Name the folder that it is in.");
    }
    if (!Files.isReadable(real)) {
      throw new SourceRefused(
          "folder",
          "unreadable-folder",
          "The server may not read this folder",
          "Give the server's account the right to read it.");
    }
    return real;
  }
}
