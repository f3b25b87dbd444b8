package io.cloister.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events for one reader. Whether that is still there is found out by writing: where
 * nothing else is to be said, a comment every half second.
 */
public final class EventStream {

  private static final long BEAT = Duration.ofMillis(500).toNanos();

  private final HttpServletResponse response;
  private final JsonMapper json;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile boolean gone;
  private volatile long lastWritten = System.nanoTime();

  public EventStream(HttpServletResponse response, JsonMapper json) {
    this.response = response;
    this.json = json;
  }

  public void send(String event, Object data) {
    write("event: " + event + "\ndata: " + json.writeValueAsString(data) + "\n\n");
  }

  /** Whether anything was sent, so that the answer cannot be another any more. */
  public boolean isBegun() {
    return response.isCommitted();
  }

  /** To be asked from any thread. */
  public boolean isGone() {
    if (!gone && System.nanoTime() - lastWritten > BEAT) {
      write(":\n\n");
    }
    return gone;
  }

  private void write(String text) {
    if (gone) {
      return;
    }
    writing.lock();
    try {
      if (!response.isCommitted()) {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
      }
      response.getOutputStream().write(text.getBytes(UTF_8));
      response.flushBuffer();
      lastWritten = System.nanoTime();
    } catch (IOException _) {
      gone = true;
    } finally {
      writing.unlock();
    }
  }
}
