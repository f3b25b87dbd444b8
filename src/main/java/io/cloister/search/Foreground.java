package io.cloister.search;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Knows how many wait for a search, so that work that nobody waits for can give way. */
@Component
public class Foreground {

  // who searches once often does so again, and one reply is then still being written
  private static final Duration LINGERS = Duration.ofMillis(200);

  // however many search, work goes on after this
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final Duration GLANCE = Duration.ofMillis(2);

  private final int processors;
  private final Duration longest;
  private final AtomicInteger searches = new AtomicInteger();
  private final LongSupplier nanos;
  private volatile long hasItsTurn;
  private volatile long lastEnded;

  @Autowired
  Foreground() {
    this(Runtime.getRuntime().availableProcessors(), LONGEST);
  }

  /**
   * @param processors how many searches run beside one another
   * @param longest how long work gives way at most
   */
  public Foreground(int processors, Duration longest) {
    this(processors, longest, System::nanoTime);
  }

  Foreground(int processors, Duration longest, LongSupplier nanos) {
    this.processors = processors;
    this.longest = longest;
    this.nanos = nanos;
    hasItsTurn = nanos.getAsLong();
    lastEnded = hasItsTurn - LINGERS.toNanos();
  }

  /** A search that somebody waits for. */
  public interface Search extends AutoCloseable {
    @Override
    void close();
  }

  public Search begin() {
    searches.incrementAndGet();
    return () -> {
      lastEnded = nanos.getAsLong();
      searches.decrementAndGet();
    };
  }

  /** Whether a search runs, or one ended a moment ago. */
  public boolean isBusy() {
    return searches.get() > 0 || nanos.getAsLong() - lastEnded < LINGERS.toNanos();
  }

  /**
   * Returns as soon as a processor is free of searches, after a second at the latest: to be asked
   * before each small step of work that comes in bulk. As long as it waited, it then waits no more,
   * so that however many search, bulk work has half of the time.
   */
  public void giveWay() {
    long begun = nanos.getAsLong();
    if (begun - hasItsTurn < 0) {
      return;
    }
    long now = begun;
    while (searches.get() >= processors
        && now - begun < longest.toNanos()
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(GLANCE.toNanos());
      now = nanos.getAsLong();
    }
    if (now > begun) {
      hasItsTurn = now + (now - begun);
    }
  }
}
