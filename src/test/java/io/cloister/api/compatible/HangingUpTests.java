package io.cloister.api.compatible;

import static io.cloister.ScriptedEndpoint.endlessStream;
import static io.cloister.ScriptedEndpoint.hang;
import static io.cloister.ScriptedEndpoint.silentStream;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.Running;
import io.cloister.ScriptedEndpoint.Answer;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.stream.Stream;
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
      await().atMost(Duration.ofSeconds(20)).until(() -> !endpoint.seen().isEmpty());
    }

    // the log has it once the endpoint was hung up on
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(logged())
                .extracting((JsonNode line) -> line.path("outcome").asString(""))
                .containsExactly("stopped"));
  }

  private byte[] request() {
    var body = "{\"model\":\"%s/scripted\",\"stream\":true,\"messages\":[]}".formatted(name);
    return ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + Running.TOKEN
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(US_ASCII);
  }
}
