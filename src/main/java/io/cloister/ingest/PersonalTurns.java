package io.cloister.ingest;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.cloister.identity.UserId;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets each person do one thing at a time, so that whoever asks for much waits for himself. */
final class PersonalTurns {

  private final LoadingCache<UserId, ReentrantLock> turns =
      Caffeine.newBuilder().weakValues().build(_ -> new ReentrantLock(true));

  <T> T with(UserId person, Supplier<T> work) {
    var turn = turns.get(person);
    turn.lock();
    try {
      return work.get();
    } finally {
      turn.unlock();
    }
  }
}
