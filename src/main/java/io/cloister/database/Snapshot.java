package io.cloister.database;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps what was read from the database until it is changed there. While a transaction that changed
 * it is open, everybody reads the database; what was read meanwhile is not kept. Safe for
 * concurrent use.
 */
public final class Snapshot<T> {

  private final Supplier<T> read;
  private final AtomicInteger changing = new AtomicInteger();
  private final AtomicLong changes = new AtomicLong();
  private volatile @Nullable Kept<T> kept;

  private record Kept<T>(T value, long asOf) {}

  public Snapshot(Supplier<T> read) {
    this.read = read;
  }

  public T get() {
    var known = kept;
    if (known != null && known.asOf() == changes.get()) {
      return known.value();
    }
    long asOf = changes.get();
    boolean quiet = changing.get() == 0;
    var value = read.get();
    if (quiet) {
      kept = new Kept<>(value, asOf);
    }
    return value;
  }

  /** To be called after each change, in its transaction. */
  public void changed() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      changes.incrementAndGet();
      return;
    }
    changing.incrementAndGet();
    changes.incrementAndGet();
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCompletion(int status) {
            changes.incrementAndGet();
            changing.decrementAndGet();
          }
        });
  }
}
