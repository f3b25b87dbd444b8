package io.cloister.models.wire;

import io.cloister.egress.Egress;
import io.cloister.egress.Incoming;
import io.cloister.egress.LimitedStream;
import io.cloister.egress.Outgoing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One request and its answer, through {@link Egress} and in no other way. Made for one call;
 * another thread may {@link #abort()} it.
 */
final class Exchange {

  private static final int MOST_BYTES = 10 * 1024 * 1024;
  private static final int MOST_OF_AN_ERROR = 16 * 1024;

  private final Egress egress;
  private final JsonMapper json;
  private final Endpoint endpoint;
  private final Duration patience;
  private final AtomicReference<@Nullable Incoming> open = new AtomicReference<>();
  private volatile boolean aborted;

  Exchange(Egress egress, JsonMapper json, Endpoint endpoint, Duration patience) {
    this.egress = egress;
    this.json = json;
    this.endpoint = endpoint;
    this.patience = patience;
  }

  /**
   * Reads the whole answer.
   *
   * @throws WireFailed if the endpoint refused it, or answered too much
   * @throws UncheckedIOException if it broke on the way
   */
  JsonNode whole(Ask ask) {
    try (var answer = send(ask)) {
      return whole(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      open.set(null);
    }
  }

  /**
   * The same, and all of it within the time.
   *
   * @throws WireFailed if the endpoint refused it, answered too much, or took too long
   */
  JsonNode wholeInTime(Ask ask) {
    var watch =
        Thread.ofVirtual()
            .name("model-call")
            .start(() -> {
              try {
                Thread.sleep(patience);
                abort();
              } catch (InterruptedException e) {
                // it came in time
              }
            });
    try {
      return whole(ask);
    } catch (UncheckedIOException e) {
      throw aborted ? new WireFailed(Failure.of(Failure.Cause.TIMED_OUT)) : e;
    } finally {
      watch.interrupt();
    }
  }

  /**
   * Passes each event on as it comes. An endpoint that does not stream is read as one event.
   *
   * @return whether it was streamed
   * @throws WireFailed if the endpoint refused it, or answered too much or something else
   * @throws UncheckedIOException if it broke on the way
   */
  boolean events(Ask ask, Consumer<JsonNode> onEvent, Runnable onEnd) {
    try (var answer = send(ask)) {
      var type = answer.header("content-type").orElse("").toLowerCase(Locale.ROOT);
      boolean lines = type.startsWith("application/x-ndjson");
      if (lines || type.startsWith("text/event-stream")) {
        new EventReader(json, onEvent, onEnd).read(limited(answer), lines);
        return true;
      }
      if (type.startsWith("application/json")) {
        onEvent.accept(whole(answer));
        onEnd.run();
        return false;
      }
      throw new WireFailed(Failure.of(Failure.Cause.NOT_A_REPLY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      open.set(null);
    }
  }

  private JsonNode whole(Incoming answer) throws IOException {
    return json.readTree(limited(answer).readAllBytes());
  }

  private static InputStream limited(Incoming answer) {
    return new LimitedStream(
        answer.body(),
        MOST_BYTES,
        () -> {
          throw new WireFailed(Failure.of(Failure.Cause.TOO_LARGE));
        });
  }

  /** Hangs up, whatever is being read. */
  void abort() {
    aborted = true;
    var answer = open.get();
    if (answer != null) {
      try {
        answer.close();
      } catch (IOException e) {
        // it is closed all the same
      }
    }
  }

  private Incoming send(Ask ask) throws IOException {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    ask.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    var body = new byte[0];
    if (ask.body() != null) {
      headers.put("Content-Type", List.of("application/json"));
      body = json.writeValueAsBytes(ask.body());
    }
    var form = ask.form();
    if (form != null) {
      headers.put("Content-Type", List.of(form.mediaType()));
      body = form.bytes();
    }
    try {
      var answer =
          egress.send(
              new Outgoing(ask.method(), ask.uri(), headers, body, patience, endpoint.trust()));
      open.set(answer);
      if (aborted) {
        answer.close();
        throw new IOException("stopped");
      }
      if (answer.status() / 100 != 2) {
        throw refused(answer);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", e);
    }
  }

  private WireFailed refused(Incoming answer) throws IOException {
    try (answer) {
      var said = new String(answer.body().readNBytes(MOST_OF_AN_ERROR), StandardCharsets.UTF_8);
      return new WireFailed(
          Failures.ofStatus(
              answer.status(), endpoint.redacted(said), Pauses.asked(answer, said, Instant.now())));
    }
  }
}
