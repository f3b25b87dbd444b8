package io.cloister.search.lucene.generation;

import io.cloister.library.VersionId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which versions were put in with their vectors while somebody watched. */
final class Arrivals {

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

  void note(VersionId version) {
    watches.forEach(each -> each.versions.add(version));
  }

  /** Begins now; the caller closes it. */
  Watch watch() {
    var watch = new Watch();
    watches.add(watch);
    return watch;
  }

  final class Watch implements AutoCloseable {

    private final Set<VersionId> versions = ConcurrentHashMap.newKeySet();

    boolean has(VersionId version) {
      return versions.contains(version);
    }

    @Override
    public void close() {
      watches.remove(this);
    }
  }
}
