package io.cloister.api.compatible;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.endlessStream;
import static io.cloister.ScriptedEndpoint.hang;
import static io.cloister.ScriptedEndpoint.silentStream;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.Running;
import io.cloister.ScriptedEndpoint.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** A client that is gone is not worked for. */
@Running
class HangingUpTests extends ScriptedUpstream {

  static Stream<Answer> slow() {
    return Stream.of(endlessStream("x", Duration.ofMillis(100)), silentStream("x"), hang());
  }

  @ParameterizedTest
  @MethodSource("slow")
  void hangsUpOnTheEndpointWhenTheClientIsGone(Answer slow) throws IOException {
    endpoint.script(slow);

    try (var socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(request());
      await().until(() -> !endpoint.seen().isEmpty());
    }

    // the log has it once the endpoint was hung up on
    await()
        .untilAsserted(() ->
            assertThat(logged())
                .extracting((JsonNode line) -> line.path("outcome").asString(""))
                .containsExactly("stopped"));
  }

  @Test
  void logsWhenAStreamBeganThatIsStoppedLater() throws IOException {
    endpoint.script(silentStream("x"));

    try (var socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(request());
      var told = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      assertThat(told.lines().anyMatch(line -> line.startsWith("data:"))).isTrue();
    }

    await()
        .untilAsserted(() ->
            assertThat(logged())
                .singleElement()
                .satisfies(line -> {
                  assertThat(line.path("outcome").asString("")).isEqualTo("stopped");
                  assertThat(line.path("firstTokenMillis").isNumber()).isTrue();
                }));
  }

  @Test
  void tellsThePlaceInALineAndGivesItUpWhenTheClientIsGone() throws IOException {
    var id = connectionId();
    admin.send("PATCH", "/api/v1/models/connections/" + id, "{\"maxConcurrent\":1}");
    endpoint.script(endlessStream("x", Duration.ofMillis(100)));
    var first = new Socket("127.0.0.1", port);
    try {
      first.getOutputStream().write(request());
      await().until(() -> !endpoint.seen().isEmpty());

      try (var second = new Socket("127.0.0.1", port)) {
        second.getOutputStream().write(request());
        var told = new BufferedReader(new InputStreamReader(second.getInputStream(), US_ASCII));
        var lines = new ArrayList<String>();
        for (var line = told.readLine(); line != null; line = told.readLine()) {
          lines.add(line);
          if (line.startsWith(":")) {
            break;
          }
        }
        assertThat(lines)
            .contains("x-cloister-queue-place: 1", ": queued, place 1")
            .first()
            .isEqualTo("HTTP/1.1 200 ");
      }
      // it left the line without having been asked
      await().untilAsserted(() -> assertThat(logged()).hasSize(1));
      assertThat(endpoint.seen()).hasSize(1);

      try (var third = new Socket("127.0.0.1", port)) {
        third.getOutputStream().write(request(false));
        await().until(() -> waiting(id) == 1);
        endpoint.script(chat("Hello."));
        first.close();
        var told = new String(third.getInputStream().readNBytes(400), US_ASCII);
        assertThat(told).contains("x-cloister-queue-place: 1", "HTTP/1.1 200 ");
      }
    } finally {
      first.close();
    }
  }

  private String connectionId() {
    var all = json.readTree(admin.get("/api/v1/models/connections?size=200").body());
    for (var each : all.path("items")) {
      if (each.path("name").asString("").equals(name)) {
        return each.path("id").asString("");
      }
    }
    throw new AssertionError(name);
  }

  private int waiting(String id) {
    var shown = json.readTree(admin.get("/api/v1/models/connections/" + id).body());
    return shown.path("state").path("waiting").asInt(-1);
  }

  private byte[] request() {
    return request(true);
  }

  private byte[] request(boolean streamed) {
    var body =
        "{\"model\":\"%s/scripted\",\"stream\":%s,\"messages\":[]}".formatted(name, streamed);
    return ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + Running.TOKEN
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(US_ASCII);
  }
}
