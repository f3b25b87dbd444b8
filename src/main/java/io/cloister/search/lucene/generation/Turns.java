package io.cloister.search.lucene.generation;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that take turns among texts: the first passages of each come before the later ones of
 * any, so that a short text does not wait for the whole of a long one.
 */
public final class Turns {

  private static final int A_TURN = 16; // passages of one text

  private final AtomicLong arrivals = new AtomicLong();
  private final ThreadPoolExecutor threads;

  Turns(int threads) {
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("embed-", 0).factory());
  }

  /**
   * @param place of the passage in its text, from 0
   */
  <T> Future<T> submit(int place, Callable<T> work) {
    var turn = new Turn<>(place / A_TURN, arrivals.getAndIncrement(), work);
    threads.execute(turn);
    return turn;
  }

  /** What has not begun is cancelled. */
  void close() {
    threads.shutdownNow().forEach(waiting -> ((Future<?>) waiting).cancel(false));
  }

  private static final class Turn<T> extends FutureTask<T> implements Comparable<Turn<?>> {

    private final int round;
    private final long arrival;

    Turn(int round, long arrival, Callable<T> work) {
      super(work);
      this.round = round;
      this.arrival = arrival;
    }

    @Override
    public int compareTo(Turn<?> other) {
      int first = Integer.compare(round, other.round);
      return first != 0 ? first : Long.compare(arrival, other.arrival);
    }
  }
}
