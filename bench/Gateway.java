import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** The measuring itself; started by {@code bench/gateway}, which says how. */
final class Gateway {

  public static void main(String... arguments) throws Exception {
    int seconds = 6;
    int warm = 20;
    var also = new ArrayList<Load.Target>();
    String liteLlm = null;
    for (int i = 0; i < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--seconds" -> seconds = Integer.parseInt(arguments[i + 1]);
        case "--warm" -> warm = Integer.parseInt(arguments[i + 1]);
        case "--litellm" -> liteLlm = arguments[i + 1];
        case "--also" -> {
          var parts = arguments[i + 1].split("[=,]", 4);
          also.add(Load.Target.of(parts[0], parts[1], parts[2], parts[3]));
        }
        default -> throw new IllegalArgumentException(arguments[i]);
      }
    }
    int stub = StubEndpoint.start();
    int bare = BarePassThrough.start(stub);
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
    var first = Load.Target.of("Cloister", url + "/v1", token, "d0/m");
    Load.of(first, 64, false, warm);
    Load.of(first, 64, true, warm);
    for (var run : List.of(new int[] {0, 64, 0}, new int[] {20, 1, 0}, new int[] {20, 64, 0}, new int[] {20, 1, 1}, new int[] {20, 64, 1})) {
      int delay = run[0];
      boolean streamed = run[2] == 1;
      System.out.printf("%n%d ms endpoint, %d connections%s%n", delay, run[1], streamed ? ", streamed in " + StubEndpoint.CHUNKS + " chunks" : "");
      var targets = new ArrayList<Load.Target>();
      targets.add(Load.Target.of("no gateway", "http://127.0.0.1:" + stub + "/d" + delay + "/v1", "k", "m"));
      targets.add(Load.Target.of("bare Java", "http://127.0.0.1:" + bare + "/d" + delay + "/v1", "k", "m"));
      targets.add(Load.Target.of("Cloister", url + "/v1", token, "d" + delay + "/m"));
      also.forEach(each -> targets.add(each.at(delay)));
      var results = new ArrayList<Load.Result>();
      for (var target : targets) {
        Load.of(target, run[1], streamed, seconds); // warms up
        var r = Load.of(target, run[1], streamed, seconds);
        System.out.printf(
            "  %-12s %8.0f requests/s  p50 %7.2f ms  p99 %7.2f ms  first chunk p50 %7.2f ms  %8.0f chunks/s  %d failed%n",
            target.name(), r.perSecond(), r.p50(), r.p99(), r.firstP50(), r.chunksPerSecond(), r.failed());
        results.add(r);
      }
      compare(targets, results, streamed);
    }
    System.exit(0);
  }

  private static void compare(List<Load.Target> targets, List<Load.Result> results, boolean streamed) {
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

  private static Load.Target liteLlm(String script, int stub) throws IOException {
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
    return Load.Target.of("LiteLLM", said.substring(said.indexOf("http")) + "/v1", "sk-litellm", "d%d");
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
}
