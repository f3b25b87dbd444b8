package io.cloister.ingest.read;

import io.cloister.ingest.read.wire.Extraction;
import io.cloister.ingest.read.wire.Limits;
import io.cloister.library.ReadingFailure;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends a reading process that runs past its time. Silence counts when the process waits that long
 * or computes that long: a reader that only gets little of a busy machine is not silent.
 */
final class Watch implements AutoCloseable {

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("reader-watch").factory());

  private final Process process;
  private final Limits limits;
  private final Duration most;
  private final BooleanSupplier giveUp;
  private final long begun = System.nanoTime();
  private final ScheduledFuture<?> looking;
  private volatile long heard = begun;
  private Duration computed;
  private @Nullable Duration computedHalfway;
  private long halfwayOf;
  private volatile @Nullable Extraction verdict;

  /**
   * @param pictures what their reading may take on top of the limit
   */
  Watch(Process process, Limits limits, Duration pictures, BooleanSupplier giveUp) {
    this.process = process;
    this.limits = limits;
    this.most = limits.time().plus(pictures);
    this.giveUp = giveUp;
    this.computed = computing();
    this.looking = CLOCK.scheduleWithFixedDelay(this::look, 100, 100, TimeUnit.MILLISECONDS);
  }

  void progress() {
    heard = System.nanoTime();
  }

  /** Why the process was ended; null if it was not. */
  @Nullable Extraction verdict() {
    return verdict;
  }

  private void look() {
    if (giveUp.getAsBoolean()) {
      end(new Extraction.GivenUp());
    } else if (since(begun).compareTo(most) > 0) {
      end(late("reading it takes more than %d seconds".formatted(most.toSeconds())));
    } else {
      lookForSilence();
    }
  }

  private void lookForSilence() {
    long last = heard;
    if (last != halfwayOf) {
      halfwayOf = last;
      computed = computing();
      computedHalfway = null;
    }
    var silent = since(last);
    if (computedHalfway == null && silent.compareTo(limits.silence().dividedBy(2)) > 0) {
      computedHalfway = computing();
    }
    if (silent.compareTo(limits.silence()) > 0 && (isIdle() || isSpinning())) {
      end(
          late(
              "its reader made no progress for %d seconds"
                  .formatted(limits.silence().toSeconds())));
    }
  }

  // in the second half only: a fresh process computes in its first seconds whatever it does
  private boolean isIdle() {
    var halfway = computedHalfway;
    return halfway != null
        && computing().minus(halfway).compareTo(limits.silence().dividedBy(20)) < 0;
  }

  private boolean isSpinning() {
    return computing().minus(computed).compareTo(limits.silence()) > 0;
  }

  private static Extraction late(String detail) {
    return new Extraction.ReaderLost(new ReadingFailure(ReadingFailure.Code.TIMED_OUT, detail));
  }

  private void end(Extraction why) {
    verdict = why;
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private Duration computing() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  @Override
  public void close() {
    looking.cancel(false);
  }
}
