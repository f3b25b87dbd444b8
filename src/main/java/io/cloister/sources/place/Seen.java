package io.cloister.sources.place;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a look at a place found, while it can be read. */
public interface Seen extends AutoCloseable {

  /** By path; of a path once. */
  List<? extends Item> items();

  /** How far what is known, but not among the items, counts as gone. */
  Rest rest();

  /** What {@link Before} tells the next look, if this one takes all. */
  default @Nullable String leftOff() {
    return null;
  }

  /** From the new path of what has only moved to the one that it had. */
  default Map<String, String> renamed() {
    return Map.of();
  }

  /** Why not all was seen; null if it was. */
  default @Nullable SourceProblem problem() {
    return null;
  }

  @Override
  default void close() throws IOException {}

  /** What became of what was not found. */
  enum Rest {
    /** It is gone. */
    GONE,
    /** It is gone, unless all that was in its folder is: then a disk is missing. */
    GONE_UNLESS_ALL,
    /** The source itself took it away. */
    TAKEN_AWAY,
    /** Nobody knows: the place shows only what is new. */
    UNKNOWN,
    /** It is as it was. */
    UNCHANGED
  }
}
