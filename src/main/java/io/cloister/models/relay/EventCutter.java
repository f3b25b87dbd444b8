package io.cloister.models.relay;

import io.cloister.models.wire.Failure;
import io.cloister.models.wire.WireFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Cuts a stream of bytes into server-sent events, each as it came. Not safe for concurrent use. */
public final class EventCutter {

  private static final int LONGEST = 10 * 1024 * 1024;
  private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NEXT_DATA = "\ndata:".getBytes(StandardCharsets.US_ASCII);

  private final ByteArrayOutputStream open = new ByteArrayOutputStream(512);
  private boolean blank = true;

  /** Takes whole events. */
  @FunctionalInterface
  public interface Events {
    void event(Event event) throws IOException;
  }

  /**
   * One event.
   *
   * @param raw as it came, its empty line included
   */
  public record Event(byte[] raw) {

    /** Cheap: whether it says anything; comments only keep a connection open. */
    boolean hasData() {
      return mentions(DATA, 0, 1) || mentions(NEXT_DATA);
    }

    /** Cheap: only whether these ASCII characters occur in it anywhere. */
    boolean mentions(byte[] word) {
      return mentions(word, 0, raw.length);
    }

    private boolean mentions(byte[] word, int from, int to) {
      outer:
      for (int i = from; i < to && i <= raw.length - word.length; i++) {
        for (int k = 0; k < word.length; k++) {
          if (raw[i + k] != word[k]) {
            continue outer;
          }
        }
        return true;
      }
      return false;
    }

    /** What it says; null for a comment. */
    @Nullable String data() {
      StringBuilder data = null;
      for (var line : new String(raw, StandardCharsets.UTF_8).split("\r\n|\n|\r", -1)) {
        if (line.startsWith("data:")) {
          data = data == null ? new StringBuilder() : data.append('\n');
          data.append(line, line.startsWith("data: ") ? 6 : 5, line.length());
        }
      }
      return data == null ? null : data.toString();
    }
  }

  /**
   * @throws IOException what {@code events} throws
   * @throws WireFailed if an event never ends
   */
  public void feed(byte[] bytes, int length, Events events) throws IOException {
    int start = 0;
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      if (b == '\n') {
        if (blank && open.size() + i - start > 0) {
          open.write(bytes, start, i + 1 - start);
          start = i + 1;
          var raw = open.toByteArray();
          open.reset();
          events.event(new Event(raw));
        }
        blank = true;
      } else if (b != '\r') {
        blank = false;
      }
    }
    open.write(bytes, start, length - start);
    if (open.size() > LONGEST) {
      throw new WireFailed(Failure.of(Failure.Cause.TOO_LARGE));
    }
  }

  /** What came after the last empty line. */
  public void finish(Events events) throws IOException {
    if (open.size() > 0) {
      open.write('\n');
      open.write('\n');
      var raw = open.toByteArray();
      open.reset();
      events.event(new Event(raw));
    }
  }
}
