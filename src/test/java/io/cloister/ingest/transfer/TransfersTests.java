package io.cloister.ingest.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Files that arrive in parts, over HTTP. */
@Running
class TransfersTests {

  private static final String UPLOADS = "/api/v1/uploads";
  private static final String TYPE = "application/offset+octet-stream";

  @LocalServerPort int port;
  private final String name = "transfers-" + UUID.randomUUID();
  private Caller admin;

  @BeforeEach
  void furnish() {
    admin = Caller.admin(port);
    admin.makeCollection(name);
  }

  @Test
  void makesADocumentOfTheLastPartOnly() {
    var text = "The valve is inspected in autumn.";
    var id = begin("valve.txt", text);

    assertThat(part(id, 0, text.substring(0, 10)).body()).contains("\"offset\":10");
    assertThat(documents()).isEmpty();
    var last = part(id, 10, text.substring(10));
    assertThat(last.body()).contains("\"duplicateOf\":null");
    var document = JsonPath.<String>read(last.body(), "$.document.id");
    assertThat(documents()).containsExactly(document);
    assertThat(admin.get("/api/v1/documents/" + document + "/content").body()).isEqualTo(text);
    // whose answer was lost asks again and gets it again
    assertThat(part(id, 10, text.substring(10)).body()).contains(document);
    assertThat(documents()).hasSize(1);
  }

  @Test
  void goesOnWhereAConnectionBroke() throws IOException {
    var text = "Half of it came before the line went dead.";
    var id = begin("half.txt", text);

    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      var head =
          """
          PATCH %s/%s HTTP/1.1
          Host: 127.0.0.1
          Authorization: Bearer %s
          Content-Type: %s
          Content-Length: %d
          Upload-Offset: 0

          """
              .formatted(UPLOADS, id, Running.TOKEN, TYPE, text.length())
              .replace("\n", "\r\n");
      socket.getOutputStream().write((head + text.substring(0, 20)).getBytes(UTF_8));
      socket.getOutputStream().flush();
    }
    await().until(() -> admin.get(UPLOADS + "/" + id).body().contains("\"offset\":20"));
    assertThat(part(id, 0, text).statusCode()).isEqualTo(409);
    assertThat(part(id, 20, text.substring(20)).body()).contains("\"duplicateOf\":null");
    assertThat(admin.get("/api/v1/documents/" + documents().getFirst() + "/content").body())
        .isEqualTo(text);
  }

  @Test
  void asksWhatIsMeantWithBytesThatAreThere() {
    var first = whole("pump.txt", "The pump is oiled in spring.");
    var id = begin("copy.txt", "The pump is oiled in spring.");
    var answer = part(id, 0, "The pump is oiled in spring.");

    assertThat(JsonPath.<String>read(answer.body(), "$.document.duplicateOf")).isEqualTo(first);
    assertThat(documents()).containsExactly(first);
    assertThat(choose(id, "new-version").statusCode()).isEqualTo(409);
    assertThat(choose(id, "keep-both").statusCode()).isEqualTo(200);
    assertThat(documents()).hasSize(2).contains(first);
  }

  @Test
  void makesAVersionOfTheFileOfTheSameNameIfThatIsMeant() {
    var first = whole("rules.txt", "Doors close at six.");
    var id = begin("rules.txt", "Doors close at seven.");
    var answer = part(id, 0, "Doors close at seven.");

    assertThat(JsonPath.<String>read(answer.body(), "$.document.sameName")).isEqualTo(first);
    assertThat(documents()).hasSize(2);
    assertThat(choose(id, "new-version").body()).contains(first, "\"version\":2");
    assertThat(documents()).containsExactly(first);
    assertThat(admin.get("/api/v1/documents/" + first + "/content").body())
        .isEqualTo("Doors close at seven.");
  }

  @Test
  void takesNoMoreThanWasAnnounced() {
    var id = begin("short.txt", "abc");

    var refused = part(id, 0, "abcdef");
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("more than the 3 bytes that were announced");
    assertThat(admin.get(UPLOADS + "/" + id).body()).contains("\"offset\":0");
    assertThat(admin.delete(UPLOADS + "/" + id).statusCode()).isEqualTo(204);
    assertThat(admin.get(UPLOADS + "/" + id).statusCode()).isEqualTo(404);
  }

  private String whole(String fileName, String text) {
    return JsonPath.read(part(begin(fileName, text), 0, text).body(), "$.document.id");
  }

  private String begin(String fileName, String text) {
    var answer =
        admin.post(
            UPLOADS,
            "{\"fileName\":\"%s\",\"bytes\":%d,\"collection\":\"%s\"}"
                .formatted(fileName, text.length(), name));
    assertThat(answer.statusCode()).isEqualTo(201);
    return JsonPath.read(answer.body(), "$.id");
  }

  private HttpResponse<String> part(String id, long offset, String text) {
    return admin.send(
        "PATCH",
        UPLOADS + "/" + id,
        BodyPublishers.ofString(text),
        Map.of("Content-Type", TYPE, "Upload-Offset", String.valueOf(offset)));
  }

  private HttpResponse<String> choose(String id, String choice) {
    return admin.post(UPLOADS + "/" + id + "/choice", "{\"choice\":\"%s\"}".formatted(choice));
  }

  private List<String> documents() {
    return JsonPath.read(
        admin.get("/api/v1/documents?size=200&collection=" + name).body(), "$.items[*].id");
  }
}
