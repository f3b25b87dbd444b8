package io.cloister.library.text;

import io.cloister.library.VersionId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** When the texts of some versions were said; of those that are no recordings nothing. */
public final class Times {

  public static final Times NONE = new Times();

  private final Map<VersionId, NavigableMap<Integer, Integer>> seconds = new HashMap<>();

  Times() {}

  void put(VersionId version, int start, long millis) {
    seconds.computeIfAbsent(version, _ -> new TreeMap<>()).put(start, (int) (millis / 1000));
  }

  /**
   * When what stands at {@code offset} was said, in whole seconds from the beginning of the
   * recording; null if nobody knows, as of everything that is no recording.
   */
  public @Nullable Integer secondAt(VersionId version, int offset) {
    var its = seconds.get(version);
    var last = its == null ? null : its.floorEntry(offset);
    return last == null ? null : last.getValue();
  }
}
