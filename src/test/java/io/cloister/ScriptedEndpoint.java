package io.cloister;

import static io.cloister.SlowMachines.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Not a model: an HTTP server on loopback that answers what a test scripted, to show what happens
 * when an endpoint misbehaves. Answers in the order in which they were given; the last one for
 * ever.
 */
public final class ScriptedEndpoint implements AutoCloseable {

  /** One scripted answer. */
  @FunctionalInterface
  public interface Answer {
    void play(ScriptedEndpoint endpoint, HttpExchange exchange) throws IOException;
  }

  /**
   * A request as it arrived.
   *
   * @param headers the first value of each, names as the JDK writes them
   */
  public record Seen(String method, String path, Map<String, String> headers, String body) {}

  private static final Duration HANG = Duration.ofMinutes(10);

  private final HttpServer server;
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private volatile Answer last = status(500, "nothing was scripted");

  private ScriptedEndpoint(HttpServer server) {
    this.server = server;
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public static ScriptedEndpoint start(Answer... answers) {
    try {
      return on(HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0), answers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same on a server that was made elsewhere, with TLS say. */
  public static ScriptedEndpoint on(HttpServer server, Answer... answers) {
    var endpoint = new ScriptedEndpoint(server);
    endpoint.script(answers);
    return endpoint;
  }

  /** From now on these answers. */
  public void script(Answer... answers) {
    script.clear();
    script.addAll(List.of(answers));
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Base address, ending in {@code /v1}. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port() + "/v1");
  }

  /** What has arrived so far. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Whether the other side broke off a stream, which is waited for. */
  public boolean wasHungUpOn() throws InterruptedException {
    return hungUp.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var headers =
        exchange.getRequestHeaders().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> header.getValue().getFirst()));
    seen.add(
        new Seen(exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
    var next = script.poll();
    if (next != null) {
      last = next;
    }
    try {
      last.play(this, exchange);
    } catch (IOException e) {
      hungUp.countDown();
    } finally {
      exchange.close();
    }
  }

  private void rest(Duration time) throws IOException {
    try {
      if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("the test is over");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }

  // --- what may be scripted -----------------------------------------------------------------

  /** This status and body; headers as name, value, name, value… */
  public static Answer status(int status, String body, String... headers) {
    return (_, exchange) -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      send(exchange, status, body);
    };
  }

  /** An error in OpenAI's envelope. */
  public static Answer error(int status, String message, String... headers) {
    return status(status, "{\"error\":{\"message\":\"%s\"}}".formatted(message), headers);
  }

  /** A whole chat reply in OpenAI's shape. */
  public static Answer chat(String text) {
    return chat(text, "stop");
  }

  public static Answer chat(String text, String finishReason) {
    return status(
        200,
        """
        {"id":"c1","object":"chat.completion","created":1,"model":"scripted","choices":[{"index":0,
        "finish_reason":"%s","message":{"role":"assistant","content":%s}}],
        "usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}}
        """
            .formatted(finishReason, quoted(text)),
        "Content-Type",
        "application/json");
  }

  /** A streamed reply of these pieces, with usage and the closing mark. */
  public static Answer stream(String... pieces) {
    return (_, exchange) -> {
      var out = said(exchange, pieces);
      write(
          out,
          "{\"id\":\"c1\",\"model\":\"scripted\",\"choices\":[{\"index\":0,\"delta\":{},"
              + "\"finish_reason\":\"stop\"}]}");
      write(
          out,
          "{\"id\":\"c1\",\"model\":\"scripted\",\"choices\":[],\"usage\":{\"prompt_tokens\":11,"
              + "\"completion_tokens\":7,\"total_tokens\":18}}");
      write(out, "[DONE]");
      out.close();
    };
  }

  /** A whole answer of this JSON. */
  public static Answer json(String body) {
    return status(200, body, "Content-Type", "application/json");
  }

  /** Server-sent events with these data, then the end of the stream. */
  public static Answer events(String... data) {
    return (_, exchange) -> {
      var out = events(exchange);
      for (var each : data) {
        write(out, each);
      }
      out.close();
    };
  }

  /** JSON by the line, then the end of the stream. */
  public static Answer lines(String... lines) {
    return status(200, String.join("\n", lines) + "\n", "Content-Type", "application/x-ndjson");
  }

  /** Pieces, then the connection breaks: no finish, no closing mark. */
  public static Answer cutStream(String... pieces) {
    return (_, exchange) -> said(exchange, pieces);
  }

  /** Pieces for ever, one each {@code pause}. */
  public static Answer endlessStream(String piece, Duration pause) {
    return (endpoint, exchange) -> {
      var out = events(exchange);
      while (true) {
        write(out, delta(piece));
        endpoint.rest(pause);
      }
    };
  }

  /** A stream that opens and then says nothing. */
  public static Answer silentStream(String... pieces) {
    return (endpoint, exchange) -> {
      said(exchange, pieces);
      endpoint.rest(HANG);
    };
  }

  /** The connection is accepted and nothing ever comes. */
  public static Answer hang() {
    return (endpoint, _) -> endpoint.rest(HANG);
  }

  /** {@code answer}, but later. */
  public static Answer after(Duration pause, Answer answer) {
    return (endpoint, exchange) -> {
      endpoint.rest(pause);
      answer.play(endpoint, exchange);
    };
  }

  /** A body of this many bytes. */
  public static Answer huge(long bytes) {
    return (_, exchange) -> {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      var block = "x".repeat(64 * 1024).getBytes(UTF_8);
      try (var out = exchange.getResponseBody()) {
        for (long sent = 0; sent < bytes; sent += block.length) {
          out.write(block);
        }
      }
    };
  }

  public static Answer redirect(String to) {
    return status(302, "", "Location", to);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  private static OutputStream said(HttpExchange exchange, String... pieces) throws IOException {
    var out = events(exchange);
    for (var piece : pieces) {
      write(out, delta(piece));
    }
    return out;
  }

  private static OutputStream events(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  private static void write(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(UTF_8));
    out.flush();
  }

  private static String delta(String piece) {
    return "{\"id\":\"c1\",\"model\":\"scripted\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
        + quoted(piece)
        + "}}]}";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
