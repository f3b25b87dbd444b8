package io.cloister.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/** A small HTTP server on this machine: a place of a source, which a test answers for. */
public final class PlaceServer implements AutoCloseable {

  private final HttpServer server;

  private PlaceServer(HttpServer server) {
    this.server = server;
  }

  /** What a test answers with; it need not close the exchange. */
  public interface Answers {
    void to(HttpExchange exchange) throws IOException;
  }

  public static PlaceServer start(Answers answers) {
    try {
      var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              answers.to(exchange);
            }
          });
      server.start();
      return new PlaceServer(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a slash at its end. */
  public String address() {
    return "http://127.0.0.1:" + port();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public static void send(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
