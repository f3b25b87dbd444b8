package io.cloister.jobs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Computes what nobody waits for on {@link BackgroundThreads}. That it is done is told by a thread
 * that is as any other: who is told may be a virtual thread, and whoever wakes one may have to
 * start a thread that carries it, which would come second for all that it ever carries.
 */
public final class BackgroundWork implements AutoCloseable {

  private final ThreadPoolExecutor telling;
  private final ThreadPoolExecutor computing;

  /**
   * @param name what the names of its threads begin with
   * @param most how much is computed at once
   */
  public BackgroundWork(String name, int most) {
    telling =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("told-" + name, 0).factory());
    telling.prestartCoreThread(); // or those that compute would start it
    computing =
        new ThreadPoolExecutor(
            most,
            most,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new BackgroundThreads(name)) {
          @Override
          protected void terminated() {
            telling.shutdown();
          }
        };
  }

  /**
   * @throws java.util.concurrent.RejectedExecutionException once it is closed
   */
  public <T> CompletableFuture<T> begin(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, computing).whenCompleteAsync((_, _) -> {}, telling);
  }

  /** Begins nothing more; what was begun is computed to its end. */
  @Override
  public void close() {
    computing.shutdown();
  }
}
