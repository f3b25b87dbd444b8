package io.cloister.search.lucene.query;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Something done beside what its thread does, on another core if one is free, to be waited for when
 * it is needed.
 */
public final class Aside<T extends @Nullable Object> {

  private final FutureTask<T> task;

  private Aside(FutureTask<T> task) {
    this.task = task;
  }

  public static <T extends @Nullable Object> Aside<T> begin(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.ofVirtual().name("search-aside").start(task);
    return new Aside<>(task);
  }

  /** What is there already. */
  public static <T extends @Nullable Object> Aside<T> done(T result) {
    var task = new FutureTask<>(() -> result);
    task.run();
    return new Aside<>(task);
  }

  /** What came of it; what it threw is thrown here. */
  public T result() throws IOException {
    try {
      return task.get();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while searching");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failed -> throw failed;
        case RuntimeException failed -> throw failed;
        case Error failed -> throw failed;
        case null, default -> throw new IOException(e);
      }
    }
  }
}
