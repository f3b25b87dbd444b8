package io.cloister.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Has long texts wait for one another while they are cut, stored and indexed: each is in memory
 * several times then, and a few of them at once took all of a gigabyte. None overtakes another.
 */
@Component
class RoomForTexts {

  static final int SHORT = 1_000_000; // code units; such texts wait for none
  private static final int MOST = 5_000; // thousands of code units at once, or one text

  private final Deque<Object> waiting = new ArrayDeque<>();
  private int free = MOST;

  /** What a text takes, until it is closed. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits until there is room.
   *
   * @param length of the text, in code units
   * @return null if it was stopped before
   */
  @Nullable Place take(int length, BooleanSupplier isStopped) {
    if (length < SHORT) {
      return () -> {};
    }
    int taken = Math.min(MOST, length / 1_000);
    return enter(taken, isStopped) ? () -> leave(taken) : null;
  }

  /**
   * Waits for nothing.
   *
   * @return null if there is no room now, or others wait for some
   */
  @Nullable Place takeNow(int length) {
    return take(length, () -> true);
  }

  private synchronized boolean enter(int taken, BooleanSupplier isStopped) {
    var turn = new Object();
    waiting.add(turn);
    try {
      while (!turn.equals(waiting.peek()) || free < taken) {
        if (isStopped.getAsBoolean()) {
          return false;
        }
        wait(200); // milliseconds
      }
      free -= taken;
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting.remove(turn);
      notifyAll();
    }
  }

  private synchronized void leave(int taken) {
    free += taken;
    notifyAll();
  }
}
