package io.cloister.search.lucene.generation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** An endpoint whose vectors count words by their hashes: texts of the same words are alike. */
public final class StubVectors implements AutoCloseable {

  private static final int DIMENSIONS = 64;

  private final HttpServer server;
  private final int seed;
  private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
  private final JsonMapper json = JsonMapper.shared();

  /**
   * @param seed another for another model
   */
  public StubVectors(int seed) throws IOException {
    this.seed = seed;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public String address() {
    return "http://127.0.0.1:%d/v1".formatted(server.getAddress().getPort());
  }

  /** Answers so many times more, and refuses from then on. */
  public void answer(int times) {
    left.set(times);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var asked = json.readTree(exchange.getRequestBody().readAllBytes());
    if (left.getAndDecrement() <= 0) {
      send(exchange, 400, "{\"error\":{\"message\":\"no more\"}}");
      return;
    }
    var reply = json.createObjectNode();
    var data = reply.putArray("data");
    for (int i = 0; i < asked.path("input").size(); i++) {
      var one = data.addObject().put("index", i);
      var numbers = one.putArray("embedding");
      for (float number : vector(asked.path("input").path(i).asString(""))) {
        numbers.add(number);
      }
    }
    send(exchange, 200, json.writeValueAsString(reply));
  }

  private float[] vector(String text) {
    var vector = new float[DIMENSIONS];
    vector[0] = 0.01f;
    for (var word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
      vector[Math.floorMod((word + seed).hashCode(), DIMENSIONS)] += 1;
    }
    return vector;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
