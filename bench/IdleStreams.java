import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The measuring itself; started by {@code bench/idle-streams}, which says how. */
final class IdleStreams {

  private static final int HOLD_SECONDS = 30;
  private static final int PULSE_SECONDS = 10; // the endpoint says a word so often, less than a gateway's patience
  private static final AtomicInteger upstream = new AtomicInteger();

  public static void main(String... arguments) throws Exception {
    int streams = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5_000;
    var url = URI.create(System.getenv("CLOISTER_URL"));
    var token = System.getenv("CLOISTER_TOKEN");
    int port = PlainHttp.listen(4096, IdleStreams::serve);
    connect(url, token, port);
    System.out.printf("before: %s%n", server());

    var begun = new AtomicInteger();
    var alive = new AtomicInteger();
    var refused = new AtomicInteger();
    var sockets = new ArrayList<Socket>();
    var atOnce = new Semaphore(100);
    long start = System.nanoTime();
    for (int i = 0; i < streams; i++) {
      atOnce.acquire();
      var socket = new Socket(url.getHost(), url.getPort());
      sockets.add(socket);
      Thread.ofVirtual().start(() -> read(socket, url, token, atOnce, begun, alive, refused));
    }
    atOnce.acquire(100);
    System.out.printf("%d streams begun, %d refused, after %.1f s: %s, %d connections to the endpoint%n", begun.get(), refused.get(), (System.nanoTime() - start) / 1e9, server(), upstream.get());
    alive.set(0);
    Thread.sleep(HOLD_SECONDS * 1000L);
    System.out.printf("held for %d s: %d words came, %d connections to the endpoint, %s%n", HOLD_SECONDS, alive.get(), upstream.get(), server());
    long ping = System.nanoTime();
    HttpClient.newHttpClient().send(HttpRequest.newBuilder(url.resolve("/readyz")).build(), HttpResponse.BodyHandlers.discarding());
    System.out.printf("meanwhile /readyz takes %.1f ms%n", (System.nanoTime() - ping) / 1e6);
    for (var socket : sockets) {
      socket.close();
    }
    long closed = System.nanoTime();
    while (upstream.get() > 0 && System.nanoTime() - closed < 60_000_000_000L) {
      Thread.sleep(50);
    }
    System.out.printf("clients gone: %d connections to the endpoint left after %.1f s; %s%n", upstream.get(), (System.nanoTime() - closed) / 1e9, server());
    System.exit(begun.get() == streams && upstream.get() == 0 ? 0 : 1);
  }

  private static void read(Socket socket, URI url, String token, Semaphore atOnce, AtomicInteger begun, AtomicInteger alive, AtomicInteger refused) {
    var body = "{\"model\":\"idle/m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Wait.\"}]}";
    boolean first = true;
    try {
      socket.getOutputStream().write(("POST /v1/chat/completions HTTP/1.1\r\nHost: " + url.getHost() + "\r\nAuthorization: Bearer " + token + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body).getBytes(UTF_8));
      var buffer = new byte[1024];
      var in = socket.getInputStream();
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        var said = new String(buffer, 0, n, UTF_8);
        if (first && !said.startsWith("HTTP/1.1 200")) {
          if (refused.getAndIncrement() == 0) {
            System.out.println("the first refusal: " + said.strip().replaceAll("\\s+", " "));
          }
          break;
        }
        if (first && said.contains("word") || first && n < 1024 && in.read(buffer) > 0) {
          first = false;
          begun.incrementAndGet();
          atOnce.release();
        } else {
          alive.incrementAndGet();
        }
      }
    } catch (IOException e) {
      // closed at the end
    }
    if (first) {
      atOnce.release();
    }
  }

  private static String server() throws IOException {
    var status = Files.readString(Path.of("/proc", System.getenv("CLOISTER_PID"), "status"));
    long resident = status.lines().filter(line -> line.startsWith("VmRSS")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0);
    var threads = status.lines().filter(line -> line.startsWith("Threads")).findFirst().orElse("").replaceAll("\\D", "");
    return "the server holds %d MB and %s threads".formatted(resident / 1024, threads);
  }

  private static void connect(URI url, String token, int port) throws Exception {
    var body = "{\"name\":\"idle\",\"baseUrl\":\"http://127.0.0.1:%d/v1\",\"apiKey\":\"sk-of-the-stub\",\"boundary\":\"inside\",\"models\":[{\"name\":\"m\",\"kinds\":[\"chat\"]}]}".formatted(port);
    var made =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(url.resolve("/api/v1/models/connections")).header("Authorization", "Bearer " + token).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    if (made.statusCode() != 201) {
      throw new IOException(made.statusCode() + " " + made.body());
    }
  }

  // --- the endpoint -------------------------------------------------------------------------

  private static void serve(Socket socket) {
    var word = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":null}]}\n\n";
    var chunk = (Integer.toHexString(word.length()) + "\r\n" + word + "\r\n").getBytes(UTF_8);
    upstream.incrementAndGet();
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      in.read(new byte[8192]); // the request is small
      var out = socket.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(UTF_8));
      out.write(chunk);
      socket.setSoTimeout(PULSE_SECONDS * 1000);
      while (true) {
        try {
          if (in.read(new byte[8192]) < 0) {
            return;
          }
        } catch (java.net.SocketTimeoutException e) {
          out.write(chunk);
        }
      }
    } catch (IOException e) {
      // hung up
    } finally {
      upstream.decrementAndGet();
    }
  }
}
