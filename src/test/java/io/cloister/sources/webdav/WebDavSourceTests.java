package io.cloister.sources.webdav;

import static io.cloister.sources.PlaceServer.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.cloister.Running;
import io.cloister.sources.PlaceServer;
import io.cloister.sources.TriedSource;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A small WebDAV server on this machine, which lists one folder at a time. */
@Running
class WebDavSourceTests {

  private static final String SIGN_IN =
      "Basic " + Base64.getEncoder().encodeToString("ada:a canary of a password".getBytes(UTF_8));

  @LocalServerPort int port;

  private final Map<String, String> files = new ConcurrentSkipListMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private String names = "";
  @AutoClose private final PlaceServer server = PlaceServer.start(this::answer);
  @AutoClose private TriedSource source;

  @BeforeEach
  void furnish() {
    source = new TriedSource(port);
  }

  @Test
  void bringsWhatIsBelowTheFolderAndOnlyWhatChanges() {
    files.put("/dav/team/valves.txt", "The valve is inspected in autumn.");
    files.put("/dav/team/plant/süd/pumps 1.txt", "The pump is oiled in spring.");
    files.put("/dav/team/.trash/old.txt", "Nobody reads this.");
    files.put("/dav/other/no.txt", "Nobody asked for this.");
    add(",\"folderTags\":true,\"whenGone\":\"bin\"");
    assertThat(source.last("added")).isEqualTo(2);
    assertThat(source.files()).containsExactlyInAnyOrder("valves.txt", "pumps 1.txt");
    assertThat(source.shown()).contains("\"set\":true").doesNotContain("canary");
    assertThat(source.boundary()).contains("source '" + source.name());
    assertThat(source.failures()).doesNotContain("canary");

    files.put("/dav/team/valves.txt", "The valve is inspected in winter.");
    asked.clear();
    source.look();
    assertThat(source.last("updated")).isEqualTo(1);
    assertThat(source.version("valves.txt")).isEqualTo(2);
    assertThat(asked).containsOnlyOnce("GET /dav/team/valves.txt");
    assertThat(asked).noneMatch(each -> each.startsWith("GET") && each.contains("pumps"));

    files.put("/dav/team/new.txt", "A new one.");
    files.remove("/dav/team/valves.txt");
    source.look();
    assertThat(source.last("binned")).isEqualTo(1);
    assertThat(source.files()).containsExactlyInAnyOrder("new.txt", "pumps 1.txt");

    files.remove("/dav/team/plant/süd/pumps 1.txt");
    source.look();
    assertThat(source.problem()).as("as if a disk were missing").isEqualTo("missing-folder");
    files.remove("/dav/team/new.txt");
    source.look();
    assertThat(source.problem()).isEqualTo("empty-place");
    assertThat(source.last("heldBack")).isEqualTo(2);
    assertThat(source.files()).hasSize(2);
    assertThat(source.files()).hasSize(2);
  }

  @Test
  void keepsThePasswordForItsAddressOnly() {
    files.put("/dav/team/valves.txt", "The valve is inspected in autumn.");
    add("");
    source.change("webdav", place("/dav/team/"), "");
    source.look();
    assertThat(source.problem()).as("kept").isNull();

    source.change("webdav", place("/dav/other/"), "");
    source.look();
    assertThat(source.problem()).isEqualTo("sign-in-refused");
    assertThat(source.shown()).contains("\"set\":false");
    assertThat(source.refused("webdav", "{\"address\":\"http://a.example/\",\"user\":\"x\"}", ""))
        .contains("only over HTTPS");
    assertThat(source.refused("webdav", "{\"address\":\"HTTP://a.example/\",\"user\":\"x\"}", ""))
        .contains("only over HTTPS");
  }

  @Test
  void staysWhereItWasSentWhateverTheServerCallsItself() {
    files.put("/dav/team/valves.txt", "The valve is inspected in autumn.");
    files.put("/dav/team/plant/pumps.txt", "The pump is oiled in spring.");
    names = "http://inside.invalid:8080";
    add("");
    assertThat(source.problem()).isNull();
    assertThat(source.files()).containsExactlyInAnyOrder("valves.txt", "pumps.txt");
  }

  @Test
  void endsWhenToldToAlthoughTheFoldersDoNot() {
    source.add("webdav", place("/dav/none/"), ",\"secret\":\"a canary of a password\"");
    source.change("webdav", place("/dav/endless/"), ",\"secret\":\"a canary of a password\"");
    int before = source.begin();
    await().until(() -> asked.size() > 20);
    source.change("webdav", place("/dav/none/"), "");
    source.ended(before);
    assertThat(source.problem()).isEqualTo("stopped");
  }

  @Test
  void leavesFoldersThatContainThemselvesWhereNoFileCouldBeTaken() {
    files.put("/dav/loop/valves.txt", "The valve is inspected in autumn.");
    source.add("webdav", place("/dav/loop/"), ",\"secret\":\"a canary of a password\"");
    assertThat(source.problem()).isEqualTo("unreadable-folder");
    assertThat(source.files()).containsExactly("valves.txt");
    assertThat(asked).hasSizeLessThan(20);
  }

  @Test
  void takesTheRestAlthoughOneFileCannotBeHad() {
    files.put("/dav/team/a-broken.txt", "500");
    files.put("/dav/team/b.txt", "The second one.");
    files.put("/dav/team/c/", "403");
    add(",\"whenGone\":\"bin\"");
    assertThat(source.files()).containsExactly("b.txt");
    assertThat(source.problem()).isEqualTo("unreadable-folder");
    assertThat(source.failures()).contains("a-broken.txt", "unreachable");

    files.put("/dav/team/a-broken.txt", "Whole again.");
    files.remove("/dav/team/c/");
    source.look();
    assertThat(source.problem()).isNull();
    assertThat(source.files()).containsExactlyInAnyOrder("a-broken.txt", "b.txt");
  }

  // --- the server ---------------------------------------------------------------------------

  private void add(String more) {
    source.add("webdav", place("/dav/team"), ",\"secret\":\"a canary of a password\"" + more);
  }

  private String place(String path) {
    return "{\"address\":\"%s%s\",\"user\":\"ada\"}".formatted(server.address(), path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var method = exchange.getRequestMethod();
    asked.add(method + " " + path);
    var text = files.getOrDefault(path, "404");
    if (path.startsWith("/dav/endless/")) {
      files.put(path + "a/", "404");
    }
    if (path.startsWith("/dav/loop/") && path.endsWith("/")) {
      files.put(path + "a".repeat(500) + "/", "404");
    }
    if (!SIGN_IN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      exchange.sendResponseHeaders(401, -1);
    } else if (method.equals("PROPFIND") && text.equals("404")) {
      boolean isOneLevel = "1".equals(exchange.getRequestHeaders().getFirst("Depth"));
      send(exchange, isOneLevel ? 207 : 403, listed(path));
    } else if (text.matches("\\d{3}")) {
      exchange.sendResponseHeaders(Integer.parseInt(text), -1);
    } else {
      send(exchange, 200, text);
    }
  }

  private String listed(String folder) {
    return files.keySet().stream()
        .filter(path -> path.startsWith(folder))
        .map(path -> {
          int end = path.indexOf('/', folder.length());
          return end < 0 ? path : path.substring(0, end + 1);
        })
        .distinct()
        .map(this::response)
        .collect(
            Collectors.joining(
                "",
                "<?xml version=\"1.0\"?><D:multistatus xmlns:D=\"DAV:\">" + response(folder),
                "</D:multistatus>"));
  }

  private String response(String path) {
    return """
    <D:response><D:href>%s</D:href><D:propstat><D:prop><D:resourcetype>%s</D:resourcetype>%s
    </D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
    """
        .formatted(
            names + encoded(path),
            path.endsWith("/") ? "<D:collection/>" : "",
            path.endsWith("/")
                ? ""
                : "<D:getetag>\"%d\"</D:getetag>".formatted(files.get(path).hashCode()));
  }

  private static String encoded(String path) {
    return path.replace(" ", "%20").replace("ü", "%C3%BC");
  }
}
