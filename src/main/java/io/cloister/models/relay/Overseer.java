package io.cloister.models.relay;

import io.cloister.egress.Incoming;
import io.cloister.models.wire.Patience;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hangs up on the endpoint of one call once the client is gone or the endpoint takes too long. Made
 * by {@link Overseers}, which look after it from aside. Once it is closed the client is not asked
 * for any more.
 */
public final class Overseer implements AutoCloseable {

  private final Overseers overseers;
  private final BooleanSupplier isGone;
  private final Patience patience;
  private final long start = System.nanoTime();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile long last = start;
  private volatile boolean begun;
  private boolean over;
  private @Nullable Thread waiting;
  private @Nullable Incoming open;
  private volatile @Nullable End end;

  /** Why it hung up. */
  public enum End {
    CLIENT_GONE,
    TIMED_OUT
  }

  /** What waits until there is an answer. */
  @FunctionalInterface
  public interface Wait {
    Incoming get() throws IOException, InterruptedException;
  }

  Overseer(Overseers overseers, BooleanSupplier isGone, Patience patience) {
    this.overseers = overseers;
    this.isGone = isGone;
    this.patience = patience;
  }

  /**
   * Waits for an answer on this thread.
   *
   * @throws IOException also if it was hung up meanwhile; {@link #end} then says why
   */
  public Incoming await(Wait wait) throws IOException {
    lock.lock();
    try {
      if (end != null) {
        throw new IOException("hung up");
      }
      waiting = Thread.currentThread();
    } finally {
      lock.unlock();
    }
    Incoming answer = null;
    try {
      answer = wait.get();
    } catch (InterruptedException e) {
      if (end == null) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("hung up", e);
    } finally {
      lock.lock();
      try {
        waiting = null;
        if (end != null) {
          var _ = Thread.interrupted(); // it was meant for the waiting only
        }
        open = answer;
      } finally {
        lock.unlock();
      }
    }
    if (end != null) {
      answer.close();
      throw new IOException("hung up");
    }
    return answer;
  }

  /** Something came from the endpoint. */
  public void heard() {
    begun = true;
    last = System.nanoTime();
  }

  /** Why it hung up; null if it did not. */
  public @Nullable End end() {
    return end;
  }

  /** Hangs up if it is time to. */
  void look() {
    lock.lock();
    try {
      if (over || end != null) {
        return;
      }
      end = isGone.getAsBoolean() ? End.CLIENT_GONE : isLate() ? End.TIMED_OUT : null;
      if (end != null) {
        hangUp();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isLate() {
    long now = System.nanoTime();
    var wait = begun ? patience.idle() : patience.firstToken();
    return now - last > wait.toNanos() || now - start > patience.total().toNanos();
  }

  private void hangUp() {
    if (waiting != null) {
      waiting.interrupt();
    }
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // it is closed all the same
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      over = true;
    } finally {
      lock.unlock();
    }
    overseers.forget(this);
  }
}
