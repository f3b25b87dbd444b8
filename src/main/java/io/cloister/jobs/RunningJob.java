package io.cloister.jobs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A job that is being run; writes its progress down at most a few times a second, but never leaves
 * the latest for long: what follows a step may take longer than all steps before it.
 */
final class RunningJob implements JobRun {

  private static final long BETWEEN_WRITES = TimeUnit.MILLISECONDS.toNanos(300);
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(BETWEEN_WRITES, TimeUnit.NANOSECONDS);

  private final JobRows.Work work;
  private final JobRows rows;
  private final JobNews news;
  private final BooleanSupplier stopping;
  private final AtomicBoolean cancelled;
  private volatile boolean heardOfStop;
  private long written = System.nanoTime() - BETWEEN_WRITES;
  private Progress latest = new Progress(0, 0, "");
  private boolean pending;
  private boolean ended;

  private record Progress(long done, long total, String message) {}

  RunningJob(JobRows.Work work, JobRows rows, JobNews news, BooleanSupplier stopping) {
    this.work = work;
    this.rows = rows;
    this.news = news;
    this.stopping = stopping;
    this.cancelled = new AtomicBoolean(work.cancelled());
  }

  @Override
  public JobId id() {
    return work.id();
  }

  @Override
  public String payload() {
    return work.payload();
  }

  @Override
  public synchronized void progress(long done, long total, String message) {
    latest = new Progress(done, total, message);
    boolean isAwaited = pending;
    pending = true;
    if (System.nanoTime() - written >= BETWEEN_WRITES) {
      write();
    } else if (!isAwaited) {
      LATER.execute(this::writeLater);
    }
  }

  private synchronized void writeLater() {
    try {
      if (!ended) {
        write();
      }
    } catch (RuntimeException _) {
      // it is told with the next step, or the server stops
    }
  }

  /** Writes down what {@link #progress} held back. */
  synchronized void write() {
    if (pending) {
      rows.progress(id(), latest.done(), latest.total(), latest.message());
      news.tell(id());
      written = System.nanoTime();
      pending = false;
    }
  }

  /** From now on its row is another's. */
  synchronized void end() {
    ended = true;
  }

  @Override
  public boolean isCancelled() {
    if (stopping.getAsBoolean()) {
      heardOfStop = true;
      return true;
    }
    return cancelled.get();
  }

  void cancel() {
    cancelled.set(true);
  }

  boolean wasCancelled() {
    return cancelled.get();
  }

  /** Whether the handler may have returned early because the server is stopping. */
  boolean gaveWay() {
    return heardOfStop;
  }
}
