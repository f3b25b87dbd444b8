package io.cloister.ingest;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Has long texts wait for one another while they are cut, stored and indexed: each is in memory
 * several times then, and a few of them at once took all of a gigabyte.
 */
@Component
class RoomForTexts {

  static final int SHORT = 1_000_000; // code units; such texts wait for none
  private static final int MOST = 5_000; // thousands of code units at once, or one text

  private final Semaphore thousands = new Semaphore(MOST, true);

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
    try {
      while (!thousands.tryAcquire(taken, 200, TimeUnit.MILLISECONDS)) {
        if (isStopped.getAsBoolean()) {
          return null;
        }
      }
      return () -> thousands.release(taken);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
