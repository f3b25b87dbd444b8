package io.cloister.search;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Knows whether somebody waits for a search, so that work nobody waits for can give way. */
@Component
public class Foreground {

  // who searches once often does so again, and one reply is then still being written
  private static final Duration LINGERS = Duration.ofMillis(200);

  private final AtomicInteger searches = new AtomicInteger();
  private volatile long lastEnded = System.nanoTime() - LINGERS.toNanos();

  /** A search that somebody waits for. */
  public interface Search extends AutoCloseable {
    @Override
    void close();
  }

  public Search begin() {
    searches.incrementAndGet();
    return () -> {
      lastEnded = System.nanoTime();
      searches.decrementAndGet();
    };
  }

  /** Whether a search runs, or one ended a moment ago. */
  public boolean isBusy() {
    return searches.get() > 0 || System.nanoTime() - lastEnded < LINGERS.toNanos();
  }
}
