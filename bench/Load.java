import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Asks a gateway over so many connections, one request after the other on each. */
final class Load {

  private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]";

  /** A model named {@code d%d} is that of the endpoint with this delay. */
  record Target(String name, String host, int port, String path, String key, String model) {
    Target at(int delay) {
      return new Target(name, host, port, path, key, model.replace("%d", String.valueOf(delay)));
    }

    static Target of(String name, String address, String key, String model) {
      var uri = URI.create(address);
      return new Target(name, uri.getHost(), uri.getPort(), uri.getPath() + "/chat/completions", key, model);
    }
  }

  record Result(double perSecond, double p50, double p99, double firstP50, double chunksPerSecond, long failed) {}

  static Result of(Target target, int connections, boolean streamed, int seconds) throws Exception {
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
              var head = PlainHttp.head(in);
              if (head == null) {
                break;
              }
              long first = 0;
              if (head.toLowerCase().contains("transfer-encoding: chunked")) {
                for (int size = PlainHttp.chunk(in); size > 0; size = PlainHttp.chunk(in)) {
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
                in.readNBytes(PlainHttp.length(head));
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
}
