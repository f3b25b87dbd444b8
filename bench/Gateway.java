import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** The measuring itself; started by {@code bench/gateway}, which says how. */
final class Gateway {

  private static final int CHUNKS = 50;
  private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]";

  /** A model named {@code d%d} is that of the endpoint with this delay. */
  private record Target(String name, String host, int port, String path, String key, String model) {
    Target at(int delay) {
      return new Target(name, host, port, path, key, model.replace("%d", String.valueOf(delay)));
    }

    static Target of(String name, String address, String key, String model) {
      var uri = URI.create(address);
      return new Target(name, uri.getHost(), uri.getPort(), uri.getPath() + "/chat/completions", key, model);
    }
  }

  private record Result(double perSecond, double p50, double p99, double firstP50, double chunksPerSecond, long failed) {}

  public static void main(String... arguments) throws Exception {
    int seconds = 6;
    int warm = 20;
    var also = new ArrayList<Target>();
    String liteLlm = null;
    for (int i = 0; i < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--seconds" -> seconds = Integer.parseInt(arguments[i + 1]);
        case "--warm" -> warm = Integer.parseInt(arguments[i + 1]);
        case "--litellm" -> liteLlm = arguments[i + 1];
        case "--also" -> {
          var parts = arguments[i + 1].split("[=,]", 4);
          also.add(Target.of(parts[0], parts[1], parts[2], parts[3]));
        }
        default -> throw new IllegalArgumentException(arguments[i]);
      }
    }
    int stub = stub();
    int bare = bare(stub);
    System.out.println("the stub is at http://127.0.0.1:" + stub + "/d0/v1");
    if (liteLlm != null) {
      also.add(liteLlm(liteLlm, stub));
    }
    var url = System.getenv("CLOISTER_URL");
    var token = System.getenv("CLOISTER_TOKEN");
    for (int delay : new int[] {0, 20}) {
      connect(url, token, "d" + delay, "http://127.0.0.1:" + stub + "/d" + delay + "/v1");
    }
    // a server that has just begun is compiling: what it costs is measured once that is over
    var first = Target.of("Cloister", url + "/v1", token, "d0/m");
    load(first, 64, false, warm);
    load(first, 64, true, warm);
    for (var run : List.of(new int[] {0, 64, 0}, new int[] {20, 1, 0}, new int[] {20, 64, 0}, new int[] {20, 1, 1}, new int[] {20, 64, 1})) {
      int delay = run[0];
      boolean streamed = run[2] == 1;
      System.out.printf("%n%d ms endpoint, %d connections%s%n", delay, run[1], streamed ? ", streamed in " + CHUNKS + " chunks" : "");
      var targets = new ArrayList<Target>();
      targets.add(Target.of("no gateway", "http://127.0.0.1:" + stub + "/d" + delay + "/v1", "k", "m"));
      targets.add(Target.of("bare Java", "http://127.0.0.1:" + bare + "/d" + delay + "/v1", "k", "m"));
      targets.add(Target.of("Cloister", url + "/v1", token, "d" + delay + "/m"));
      also.forEach(each -> targets.add(each.at(delay)));
      var results = new ArrayList<Result>();
      for (var target : targets) {
        load(target, run[1], streamed, seconds); // warms up
        var r = load(target, run[1], streamed, seconds);
        System.out.printf(
            "  %-12s %8.0f requests/s  p50 %7.2f ms  p99 %7.2f ms  first chunk p50 %7.2f ms  %8.0f chunks/s  %d failed%n",
            target.name(), r.perSecond(), r.p50(), r.p99(), r.firstP50(), r.chunksPerSecond(), r.failed());
        results.add(r);
      }
      compare(targets, results, streamed);
    }
    System.exit(0);
  }

  private static void compare(List<Target> targets, List<Result> results, boolean streamed) {
    var direct = results.get(0);
    for (int i = 1; i < results.size(); i++) {
      var r = results.get(i);
      System.out.printf("  %-12s adds %.2f ms", targets.get(i).name(), r.p50() - direct.p50());
      System.out.printf(
          streamed ? ", %.2f ms to the first chunk; %.0f %% of the chunks%n" : "; %2$.0f %% of the bare pass-through's requests/s%n",
          r.firstP50() - direct.firstP50(),
          streamed ? 100 * r.chunksPerSecond() / direct.chunksPerSecond() : 100 * r.perSecond() / results.get(1).perSecond());
    }
  }

  private static Target liteLlm(String script, int stub) throws IOException {
    var stubs = "http://127.0.0.1:" + stub;
    // its standard input closes with this process, which ends it
    var process =
        new ProcessBuilder(script, "0", "d0=" + stubs + "/d0/v1,k,m", "d20=" + stubs + "/d20/v1,k,m", "--until-eof")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var said = process.inputReader().readLine();
    if (said == null) {
      throw new IOException("LiteLLM did not start");
    }
    return Target.of("LiteLLM", said.substring(said.indexOf("http")) + "/v1", "sk-litellm", "d%d");
  }

  private static void connect(String url, String token, String name, String base) throws Exception {
    var body =
        "{\"name\":\"%s\",\"baseUrl\":\"%s\",\"apiKey\":\"sk-of-the-stub\",\"boundary\":\"inside\",\"models\":[{\"name\":\"m\",\"kinds\":[\"chat\"]}]}"
            .formatted(name, base);
    var made =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url + "/api/v1/models/connections"))
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    if (made.statusCode() != 201) {
      throw new IOException(made.statusCode() + " " + made.body());
    }
  }

  // --- the endpoint -------------------------------------------------------------------------

  private static int stub() throws IOException {
    var server = new ServerSocket(0, 1024, java.net.InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(() -> {
      while (true) {
        try {
          var socket = server.accept();
          Thread.ofVirtual().start(() -> serve(socket));
        } catch (IOException e) {
          return;
        }
      }
    });
    return server.getLocalPort();
  }

  private static void serve(Socket socket) {
    var whole =
        "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Hello.\"}}],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":2,\"total_tokens\":13}}";
    var chunk =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":null}]}\n\n";
    var end =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":50,\"total_tokens\":61}}\n\ndata: [DONE]\n\n";
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream(), 16384);
      var out = socket.getOutputStream();
      while (true) {
        var head = head(in);
        if (head == null) {
          return;
        }
        var body = new String(in.readNBytes(length(head)), UTF_8);
        int at = head.indexOf("/d") + 2;
        int delay = Integer.parseInt(head.substring(at, head.indexOf('/', at)));
        if (delay > 0) {
          Thread.sleep(delay);
        }
        if (!body.contains("\"stream\":true")) {
          out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + whole.length() + "\r\n\r\n" + whole).getBytes(UTF_8));
          continue;
        }
        out.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(UTF_8));
        for (int i = 0; i < CHUNKS; i++) {
          out.write((Integer.toHexString(chunk.length()) + "\r\n" + chunk + "\r\n").getBytes(UTF_8));
          Thread.sleep(2);
        }
        out.write((Integer.toHexString(end.length()) + "\r\n" + end + "\r\n0\r\n\r\n").getBytes(UTF_8));
      }
    } catch (IOException | InterruptedException e) {
      // the other side is gone
    }
  }

  // --- a pass-through of the JDK's own parts, without any of what a gateway is for -----------

  private static int bare(int stub) throws IOException {
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

  // --- the load -----------------------------------------------------------------------------

  private static Result load(Target target, int connections, boolean streamed, int seconds) throws Exception {
    var body = "{\"model\":\"%s\",%s,\"max_tokens\":50%s}".formatted(target.model(), MESSAGES, streamed ? ",\"stream\":true" : "");
    var request =
        "POST %s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(target.path(), target.host(), target.port(), target.key(), body.length(), body)
            .getBytes(UTF_8);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    var failed = new AtomicLong();
    var chunks = new AtomicLong();
    var all = new ArrayList<long[]>();
    var threads = new ArrayList<Thread>();
    long begin = System.nanoTime();
    for (int c = 0; c < connections; c++) {
      threads.add(Thread.ofVirtual().start(() -> {
        var own = new ArrayList<long[]>();
        while (System.nanoTime() < end) {
          try (var socket = new Socket(target.host(), target.port())) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream(), 16384);
            while (System.nanoTime() < end) {
              long start = System.nanoTime();
              socket.getOutputStream().write(request);
              var head = head(in);
              if (head == null) {
                break;
              }
              long first = 0;
              if (head.toLowerCase().contains("transfer-encoding: chunked")) {
                for (int size = chunk(in); size > 0; size = chunk(in)) {
                  var piece = in.readNBytes(size + 2);
                  first = first == 0 ? System.nanoTime() : first;
                  for (int i = 0; i + 5 < piece.length; i++) {
                    if (piece[i] == 'd' && piece[i + 1] == 'a' && piece[i + 4] == ':') {
                      chunks.incrementAndGet();
                    }
                  }
                }
                in.readNBytes(2);
              } else {
                in.readNBytes(length(head));
              }
              long now = System.nanoTime();
              if (!head.startsWith("HTTP/1.1 200")) {
                failed.incrementAndGet();
              }
              own.add(new long[] {now - start, (first == 0 ? now : first) - start});
            }
          } catch (IOException e) {
            failed.incrementAndGet();
          }
        }
        synchronized (all) {
          all.addAll(own);
        }
      }));
    }
    for (var thread : threads) {
      thread.join();
    }
    double took = (System.nanoTime() - begin) / 1e9;
    return new Result(
        all.size() / took, at(all, 0, .5), at(all, 0, .99), at(all, 1, .5), chunks.get() / took, failed.get());
  }

  private static double at(List<long[]> all, int which, double share) {
    var sorted = all.stream().mapToLong(each -> each[which]).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
  }

  // --- HTTP by hand -------------------------------------------------------------------------

  private static String head(InputStream in) throws IOException {
    var bytes = new byte[8192];
    int n = 0;
    while (n < 4 || bytes[n - 1] != '\n' || bytes[n - 3] != '\n') {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      bytes[n++] = (byte) b;
    }
    return new String(Arrays.copyOf(bytes, n), UTF_8);
  }

  private static int length(String head) {
    int at = head.toLowerCase().indexOf("content-length:");
    return at < 0 ? 0 : Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).strip());
  }

  private static int chunk(InputStream in) throws IOException {
    var size = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      if (b != '\r') {
        size.append((char) b);
      }
    }
    return Integer.parseInt(size.toString(), 16);
  }
}
