package io.cloister.ingest.read;

import io.cloister.ingest.read.wire.PartStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a file is asked for.
 *
 * @param name the file's, which may tell its type
 * @param password what opens it, if anything is needed
 * @param way to the part, from the file; not empty
 * @param most bytes that the part may have
 */
public record PartOrder(String name, @Nullable String password, List<PartStep> way, long most) {

  public PartOrder {
    way = List.copyOf(way);
    if (way.isEmpty()) {
      throw new IllegalArgumentException("the whole is no part of itself");
    }
  }
}
