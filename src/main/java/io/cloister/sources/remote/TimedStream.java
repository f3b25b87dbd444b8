package io.cloister.sources.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Breaks off what takes too long in all, however little of it still comes now and then. */
final class TimedStream extends FilterInputStream {

  private final Thread limit;

  TimedStream(InputStream in, Duration most) {
    super(in);
    this.limit = Thread.ofVirtual().name("source-limit").start(() -> end(in, most));
  }

  private static void end(InputStream in, Duration most) {
    try {
      Thread.sleep(most);
      in.close(); // whatever waits on it ends
    } catch (InterruptedException | IOException _) {
      // it was closed
    }
  }

  @Override
  public void close() throws IOException {
    limit.interrupt();
    super.close();
  }
}
