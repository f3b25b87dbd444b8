package io.cloister.api.compatible;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The SDKs of OpenAI and Anthropic for Python and Vercel's AI SDK, with endpoints of both dialects
 * behind: loops over tools, streams, structured output, embeddings, errors. Where the SDKs cannot
 * be installed this fails with what to do.
 */
@Running
class ClientSdkTests {

  @LocalServerPort int port;

  @ParameterizedTest
  @ValueSource(strings = {"sdks.py", "vercel.cjs"})
  void theSdksWorkWithEndpointsOfBothDialects(String program) throws Exception {
    try (var openAi = ScriptedEndpoint.start(ClientSdkTests::openAi);
        var anthropic = ScriptedEndpoint.start(ClientSdkTests::anthropic)) {
      var first = connect("openai-compatible", openAi.address());
      var second = connect("anthropic", anthropic.address());
      var client =
          new ProcessBuilder(
                  "scripts/client-sdks",
                  "src/test/resources/clients/" + program,
                  "http://127.0.0.1:" + port,
                  Running.TOKEN,
                  first,
                  second)
              .redirectErrorStream(true)
              .start();
      client.getOutputStream().close();
      var said = new String(client.getInputStream().readAllBytes(), UTF_8);
      assertThat(client.waitFor()).as(said).isZero();
      assertThat(said).endsWith("all as expected\n");
    }
  }

  private String connect(String kind, URI address) {
    var name = "s-" + UUID.randomUUID().toString().substring(0, 8);
    var made =
        Caller.admin(port)
            .post(
                "/api/v1/models/connections",
                """
                {"name":"%s","kind":"%s","baseUrl":"%s","apiKey":"sk-endpoint-0123456789",
                "boundary":"inside","models":[{"name":"m","kinds":["chat"]}]}
                """
                    .formatted(name, kind, address));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return name;
  }

  // --- endpoints that call for the weather once, then say so ---------------------------------

  private static void openAi(ScriptedEndpoint endpoint, HttpExchange exchange) throws IOException {
    var asked = endpoint.seen().getLast().body();
    boolean calls = asked.contains("\"tools\"") && !asked.contains("\"role\":\"tool\"");
    var text = asked.contains("json_schema") ? "{\\\"ok\\\":true}" : "It rains.";
    var usage = "{\"prompt_tokens\":11,\"completion_tokens\":7,\"total_tokens\":18}";
    var call =
        "\"tool_calls\":[{%s\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"weather\","
            + "\"arguments\":\"{\\\"city\\\":\\\"Bonn\\\"}\"}}]";
    var reason = calls ? "tool_calls" : "stop";
    if (!asked.contains("\"stream\":true")) {
      var message =
          calls ? "\"content\":null," + call.formatted("") : "\"content\":\"" + text + "\"";
      send(
          exchange,
          "application/json",
          ("{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{"
                  + "\"index\":0,\"finish_reason\":\"%s\",\"message\":{\"role\":\"assistant\",%s}}],"
                  + "\"usage\":%s}")
              .formatted(reason, message, usage));
      return;
    }
    var delta = calls ? call.formatted("\"index\":0,") : "\"content\":\"" + text + "\"";
    var chunk =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",";
    send(
        exchange,
        "text/event-stream",
        chunk
            + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",%s}}]}\n\n"
                .formatted(delta)
            + chunk
            + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}]}\n\n"
                .formatted(reason)
            + chunk
            + "\"choices\":[],\"usage\":%s}\n\ndata: [DONE]\n\n".formatted(usage));
  }

  private static void anthropic(ScriptedEndpoint endpoint, HttpExchange exchange)
      throws IOException {
    var request = endpoint.seen().getLast();
    if (request.path().endsWith("/count_tokens")) {
      send(exchange, "application/json", "{\"input_tokens\":3}");
      return;
    }
    var asked = request.body();
    boolean calls = asked.contains("\"tools\"") && !asked.contains("tool_result");
    var text = asked.contains("json_schema") ? "{\\\"ok\\\":true}" : "It rains.";
    var reason = calls ? "tool_use" : "end_turn";
    var input = "{\"city\":\"Bonn\"}";
    var block =
        calls
            ? "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"weather\",\"input\":%s}"
            : "{\"type\":\"text\",\"text\":\"%s\"}";
    var message =
        "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[%s],"
            + "\"stop_reason\":%s,\"stop_sequence\":null,"
            + "\"usage\":{\"input_tokens\":11,\"output_tokens\":7}}";
    if (!asked.contains("\"stream\":true")) {
      send(
          exchange,
          "application/json",
          message.formatted(block.formatted(calls ? input : text), "\"" + reason + "\""));
      return;
    }
    var delta =
        calls
            ? "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"city\\\":\\\"Bonn\\\"}\"}"
            : "{\"type\":\"text_delta\",\"text\":\"%s\"}".formatted(text);
    send(
        exchange,
        "text/event-stream",
        event("message_start", "\"message\":" + message.formatted("", "null"))
            + event(
                "content_block_start",
                "\"index\":0,\"content_block\":" + block.formatted(calls ? "{}" : ""))
            + event("content_block_delta", "\"index\":0,\"delta\":" + delta)
            + event("content_block_stop", "\"index\":0")
            + event(
                "message_delta",
                "\"delta\":{\"stop_reason\":\"%s\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":7}"
                    .formatted(reason))
            + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  }

  private static String event(String type, String fields) {
    return "event: %1$s\ndata: {\"type\":\"%1$s\",%2$s}\n\n".formatted(type, fields);
  }

  private static void send(HttpExchange exchange, String type, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
