package io.cloister.ingest;

import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one at a time do something with the same thing: the same bytes, the same document. */
final class Locks {

  private final ReentrantLock[] locks = new ReentrantLock[64];

  Locks() {
    Arrays.setAll(locks, _ -> new ReentrantLock());
  }

  <T> T with(Object thing, Supplier<T> work) {
    var lock = locks[Math.floorMod(thing.hashCode(), locks.length)];
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
