import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;

/** A pass-through of the JDK's own parts, without any of what a gateway is for. */
final class BarePassThrough {

  /** Gives its port. */
  static int start(int stub) throws IOException {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(Executors.newVirtualThreadPerTaskExecutor()).build();
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> {
      try (exchange) {
        var body = exchange.getRequestBody().readAllBytes();
        var answer =
            client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stub + exchange.getRequestURI()))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        exchange.getResponseHeaders().set("Content-Type", answer.headers().firstValue("Content-Type").orElse(""));
        exchange.sendResponseHeaders(answer.statusCode(), answer.headers().firstValueAsLong("Content-Length").orElse(0));
        var buffer = new byte[16384];
        try (var in = answer.body(); var out = exchange.getResponseBody()) {
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            out.flush();
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    server.start();
    return server.getAddress().getPort();
  }
}
