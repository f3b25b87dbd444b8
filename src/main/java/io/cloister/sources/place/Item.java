package io.cloister.sources.place;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** A file that was found, or what is brought like one. */
public interface Item {

  /**
   * What it is known by as long as the source looks at the place, with at most 4,096 signs; folders
   * are parted by {@code /}.
   */
  String path();

  /** Changes whenever its content does; at most 200 signs. */
  String mark();

  /** What the file is called. */
  default String name() {
    return path().substring(path().lastIndexOf('/') + 1);
  }

  /** What it is tagged with, if the source tags: the names of its folders. */
  default List<String> tags() {
    var parts = path().split("/");
    return List.of(parts).subList(0, parts.length - 1);
  }

  /** Whether it is still being written to, so that it is left for the next look. */
  default boolean isUnfinished() {
    return false;
  }

  /**
   * @throws PlaceFailed if the place cannot be reached any more
   * @throws IOException if this one cannot be read
   */
  InputStream open() throws IOException;

  /** What takes it away from its place once it was brought; nothing where it stays. */
  default Optional<TakingAway> takingAway() {
    return Optional.empty();
  }

  /** Takes a brought file away from its place. */
  @FunctionalInterface
  interface TakingAway {
    void run() throws IOException;
  }
}
