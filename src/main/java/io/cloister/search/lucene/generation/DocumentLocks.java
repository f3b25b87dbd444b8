package io.cloister.search.lucene.generation;

import io.cloister.library.DocumentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Lets nobody change a document in the index while somebody else does. */
final class DocumentLocks {

  private final ReentrantLock[] stripes =
      Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

  /** Runs {@code work} while no one else holds any of {@code documents}. */
  void with(Collection<DocumentId> documents, Runnable work) {
    var needed = new ArrayList<ReentrantLock>();
    // always in the same order, so that two who need the same ones never wait for each other
    documents.stream()
        .map(document -> Math.floorMod(document.hashCode(), stripes.length))
        .distinct()
        .sorted()
        .forEach(stripe -> needed.add(stripes[stripe]));
    needed.forEach(ReentrantLock::lock);
    try {
      work.run();
    } finally {
      needed.forEach(ReentrantLock::unlock);
    }
  }
}
