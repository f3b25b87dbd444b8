package io.cloister.sources.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What the product itself lives from, by whatever way one comes to it. */
final class OwnPlaces {

  private final Set<Object> keys;

  private OwnPlaces(Set<Object> keys) {
    this.keys = keys;
  }

  /** Those that are there now. */
  static OwnPlaces of(List<Path> places) {
    var keys = new HashSet<>();
    for (var place : places) {
      try {
        var real = place.toRealPath();
        keys.add(key(real, attributes(real)));
      } catch (IOException _) {
        // not there, and therefore in nobody's way
      }
    }
    return new OwnPlaces(keys);
  }

  boolean contains(Path place, BasicFileAttributes attributes) {
    return keys.contains(key(place, attributes));
  }

  /** Whether any folder from {@code real} up to {@code root} is one of them. */
  boolean lieBetween(Path root, Path real) throws IOException {
    for (var at = real; at != null && at.startsWith(root); at = at.getParent()) {
      if (contains(at, attributes(at))) {
        return true;
      }
    }
    return false;
  }

  private static BasicFileAttributes attributes(Path place) throws IOException {
    return Files.readAttributes(place, BasicFileAttributes.class);
  }

  private static Object key(Path place, BasicFileAttributes attributes) {
    return Objects.requireNonNullElse(attributes.fileKey(), place);
  }
}
