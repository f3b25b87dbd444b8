package io.cloister.models.wire;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.cloister.egress.Egress;
import io.cloister.egress.Incoming;
import io.cloister.egress.Outgoing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lets LangChain4j out through {@link Egress} only. Made for one call: it keeps what went wrong as
 * it was, because LangChain4j's own exceptions lose the pause that an endpoint asked for and tell
 * an unknown model from too long a prompt by their words only.
 */
final class EgressHttp implements HttpClient, HttpClientBuilder {

  private static final int MOST_BYTES = 10 * 1024 * 1024;
  private static final int MOST_OF_AN_ERROR = 16 * 1024;

  private final Egress egress;
  private final Duration patience;
  private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
  private final AtomicReference<@Nullable Incoming> open = new AtomicReference<>();
  private volatile boolean streaming;
  private volatile boolean ended;

  EgressHttp(Egress egress, Duration patience) {
    this.egress = egress;
    this.patience = patience;
  }

  /** What went wrong on the wire; null if nothing did. */
  @Nullable Failure failure() {
    return failure.get();
  }

  /** Whether a stream began and never came to its closing mark. */
  boolean isCutOff() {
    return streaming && !ended;
  }

  /** Hangs up, whatever is being read. */
  void abort() {
    var answer = open.get();
    if (answer != null) {
      try {
        answer.close();
      } catch (IOException e) {
        // it is closed all the same
      }
    }
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    try (var answer = send(request)) {
      var body = new CappedStream(answer.body(), MOST_BYTES).readAllBytes();
      return SuccessfulHttpResponse.builder()
          .statusCode(answer.status())
          .headers(answer.headers())
          .body(new String(body, StandardCharsets.UTF_8))
          .build();
    } catch (IOException e) {
      throw kept(e);
    } catch (WireFailed e) {
      failure.set(e.failure());
      throw e;
    } finally {
      open.set(null);
    }
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    try (var answer = send(request)) {
      if (!answer.header("content-type").orElse("").startsWith("text/event-stream")) {
        throw new WireFailed(Failure.of(Failure.Cause.NOT_A_REPLY));
      }
      streaming = true;
      listener.onOpen(
          SuccessfulHttpResponse.builder()
              .statusCode(answer.status())
              .headers(answer.headers())
              .build());
      parser.parse(new CappedStream(answer.body(), MOST_BYTES), watching(listener));
      listener.onClose();
    } catch (IOException e) {
      listener.onError(kept(e));
    } catch (WireFailed e) {
      failure.set(e.failure());
      listener.onError(e);
    } finally {
      open.set(null);
    }
  }

  private ServerSentEventListener watching(ServerSentEventListener listener) {
    return new ServerSentEventListener() {
      @Override
      public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
        ended |= "[DONE]".equals(event.data().strip());
        listener.onEvent(event, context);
      }

      @Override
      public void onError(Throwable broken) {
        failure.compareAndSet(null, Failures.of(broken));
        listener.onError(broken);
      }
    };
  }

  private Incoming send(HttpRequest request) throws IOException {
    var body = request.body() == null ? "" : request.body();
    var outgoing =
        new Outgoing(
            request.method().name(),
            URI.create(request.url()),
            request.headers(),
            body.getBytes(StandardCharsets.UTF_8),
            patience);
    try {
      var answer = egress.send(outgoing);
      open.set(answer);
      if (answer.status() / 100 != 2) {
        throw refused(answer);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", e);
    } catch (RuntimeException e) {
      failure.compareAndSet(null, Failures.of(e));
      throw e;
    }
  }

  private static WireFailed refused(Incoming answer) throws IOException {
    try (answer) {
      var said = new String(answer.body().readNBytes(MOST_OF_AN_ERROR), StandardCharsets.UTF_8);
      return new WireFailed(
          Failures.ofStatus(
              answer.status(), said, answer.header("retry-after").orElse(null), Instant.now()));
    }
  }

  private UncheckedIOException kept(IOException broken) {
    failure.compareAndSet(null, Failures.of(broken));
    return new UncheckedIOException(broken);
  }

  // --- the builder that LangChain4j asks for: all is decided already -------------------------

  @Override
  public Duration connectTimeout() {
    return patience;
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration ignored) {
    return this;
  }

  @Override
  public Duration readTimeout() {
    return patience;
  }

  @Override
  public HttpClientBuilder readTimeout(Duration ignored) {
    return this;
  }

  @Override
  public HttpClient build() {
    return this;
  }
}
