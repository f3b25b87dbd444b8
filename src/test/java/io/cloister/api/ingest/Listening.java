package io.cloister.api.ingest;

import static io.cloister.SlowMachines.PATIENCE;

import io.cloister.Caller;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Somebody who reads the stream of news until it ends. */
final class Listening implements AutoCloseable {

  private final InputStream stream;
  private final StringBuilder heard = new StringBuilder();
  private final CountDownLatch ended = new CountDownLatch(1);

  private Listening(InputStream stream) {
    this.stream = stream;
    Thread.ofVirtual().start(this::read);
  }

  /** Opens the stream; returns once it has begun, so that nothing is missed. */
  static Listening as(Caller caller, String query) {
    var listening = new Listening(caller.stream("/api/v1/events" + query));
    if (!listening.hears(":open")) {
      throw new AssertionError("the stream does not begin");
    }
    return listening;
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (heard) {
          heard.append(line).append('\n');
          heard.notifyAll();
        }
      }
      ended.countDown();
    } catch (IOException e) {
      // closed by the test, or broken off: not ended
    }
  }

  String heard() {
    synchronized (heard) {
      return heard.toString();
    }
  }

  /** Whether all these words are heard before long. */
  boolean hears(String... words) {
    return waited(() -> Arrays.stream(words).allMatch(heard.toString()::contains));
  }

  /** Whether the server ends the stream before long. */
  boolean ends() {
    try {
      return ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean waited(BooleanSupplier condition) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    synchronized (heard) {
      while (!condition.getAsBoolean()) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (left <= 0) {
          return false;
        }
        try {
          heard.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
