package io.cloister.api.compatible;

import static io.cloister.ScriptedEndpoint.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of one dialect with a model whose endpoint speaks another. */
@Running
class DialectsTests {

  private static final String JSON = "application/json";
  private static final String EVENTS = "text/event-stream";

  private static final String OPENAI_CALL =
      """
      {"id":"c1","object":"chat.completion","choices":[{"index":0,"finish_reason":"tool_calls",
      "message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",
      "function":{"name":"weather","arguments":"{\\"city\\":\\"Bonn\\"}"}}]}}],
      "usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29}}
      """;
  private static final String ANTHROPIC_CALL =
      """
      {"id":"m1","type":"message","role":"assistant","model":"x","stop_reason":"tool_use","content":[
      {"type":"text","text":"I look."},
      {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Bonn"}}],
      "usage":{"input_tokens":5,"cache_read_input_tokens":15,"output_tokens":9}}
      """;

  @LocalServerPort int port;
  @Autowired JsonMapper json;
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start();
  private final String name = "d-" + UUID.randomUUID().toString().substring(0, 8);

  @AfterEach
  void close() {
    endpoint.close();
  }

  private void connect(String kind) {
    var made =
        Caller.admin(port)
            .post(
                "/api/v1/models/connections",
                """
                {"name":"%s","kind":"%s","baseUrl":"%s","apiKey":"sk-endpoint-0123456789",
                "boundary":"inside","models":[{"name":"m","kinds":["chat"]}]}
                """
                    .formatted(name, kind, endpoint.address()));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
  }

  private String post(String path, String fields) {
    return Caller.admin(port).post(path, "{\"model\":\"%s/m\",%s}".formatted(name, fields)).body();
  }

  private JsonNode seen() {
    return json.readTree(endpoint.seen().getLast().body());
  }

  @Test
  void anAnthropicClientLoopsOverToolsOfAnOpenAiEndpoint() {
    connect("openai-compatible");
    endpoint.script(status(200, OPENAI_CALL, "Content-Type", JSON));

    var reply =
        json.readTree(
            post(
                "/v1/messages",
                """
                "max_tokens":50,"system":[{"type":"text","text":"Be brief."}],"messages":[
                {"role":"user","content":"Weather?"},
                {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"s"},
                  {"type":"tool_use","id":"t0","name":"weather","input":{"city":"Ulm"}}]},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"t0","content":"rain"},
                  {"type":"text","text":"And Bonn?"}]}],
                "tools":[{"name":"weather","description":"d","input_schema":{"type":"object"}}],
                "tool_choice":{"type":"any"},
                "output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}
                """));

    assertThat(reply.path("stop_reason").asString("")).isEqualTo("tool_use");
    assertThat(reply.path("content").path(0).toString())
        .contains("\"tool_use\"", "\"call_1\"", "\"input\":{\"city\":\"Bonn\"}");
    assertThat(reply.path("usage").path("input_tokens").asInt()).isEqualTo(20);
    var asked = seen();
    assertThat(asked.path("messages").toString())
        .isEqualTo(
            "[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"Weather?\"},"
                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"t0\","
                + "\"type\":\"function\",\"function\":{\"name\":\"weather\","
                + "\"arguments\":\"{\\\"city\\\":\\\"Ulm\\\"}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"t0\",\"content\":\"rain\"},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"And Bonn?\"}]}]");
    assertThat(asked.path("tool_choice").asString("")).isEqualTo("required");
    assertThat(asked.path("response_format").path("type").asString("")).isEqualTo("json_schema");
    assertThat(asked.path("max_tokens").asInt()).isEqualTo(50);
  }

  @Test
  void anAnthropicClientGetsItsOwnOrderOfEvents() {
    connect("openai-compatible");
    endpoint.script(
        status(
            200,
            """
            data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}

            data: {"choices":[{"index":0,"delta":{"content":"I look."}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"a\\":1}"}}]}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: {"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":9}}

            data: [DONE]

            """,
            "Content-Type",
            EVENTS));

    var events =
        post("/v1/messages", "\"max_tokens\":5,\"stream\":true,\"messages\":[]")
            .lines()
            .filter(line -> line.startsWith("event: "))
            .map(line -> line.substring(7))
            .toList();

    assertThat(events)
        .containsExactly(
            "message_start",
            "ping",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
  }

  @Test
  void anOpenAiClientLoopsOverToolsOfAnAnthropicEndpoint() {
    connect("anthropic");
    endpoint.script(status(200, ANTHROPIC_CALL, "Content-Type", JSON));

    var reply =
        json.readTree(
            post(
                "/v1/chat/completions",
                """
                "messages":[{"role":"developer","content":"Be brief."},
                {"role":"user","content":[{"type":"text","text":"Weather?"},
                  {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
                {"role":"assistant","content":null,"tool_calls":[{"id":"t0","type":"function",
                  "function":{"name":"weather","arguments":"{\\"city\\":\\"Ulm\\"}"}}]},
                {"role":"tool","tool_call_id":"t0","content":"rain"}],
                "tools":[{"type":"function","function":{"name":"weather","parameters":{"type":"object"}}}],
                "parallel_tool_calls":false,"seed":1,"logprobs":false,"store":true
                """));

    var choice = reply.path("choices").path(0);
    assertThat(choice.path("finish_reason").asString("")).isEqualTo("tool_calls");
    assertThat(choice.path("message").path("content").asString("")).isEqualTo("I look.");
    assertThat(choice.path("message").path("tool_calls").path(0).path("function").toString())
        .isEqualTo("{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Bonn\\\"}\"}");
    assertThat(reply.path("usage").path("prompt_tokens").asInt()).isEqualTo(20);
    var request = endpoint.seen().getLast();
    assertThat(request.path()).isEqualTo("/v1/messages");
    assertThat(request.headers()).containsEntry("X-api-key", "sk-endpoint-0123456789");
    assertThat(request.headers()).containsKey("Anthropic-version");
    var asked = seen();
    assertThat(asked.path("system").toString()).contains("Be brief.");
    assertThat(asked.path("messages")).hasSize(3);
    assertThat(asked.path("messages").path(0).toString())
        .contains("\"media_type\":\"image/png\",\"data\":\"AAAA\"");
    assertThat(asked.path("messages").path(2).toString()).contains("\"tool_result\"", "\"t0\"");
    assertThat(asked.path("max_tokens").asInt()).isEqualTo(4096);
    assertThat(asked.path("tool_choice").toString())
        .isEqualTo("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}");
  }

  @Test
  void anOpenAiClientGetsChunksOfAnAnthropicStream() {
    connect("anthropic");
    endpoint.script(
        status(
            200,
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"m1","usage":{"input_tokens":20,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}

            event: message_stop
            data: {"type":"message_stop"}

            """,
            "Content-Type",
            EVENTS));

    var text =
        post(
            "/v1/chat/completions",
            "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[]");

    assertThat(text)
        .contains(
            "\"delta\":{\"role\":\"assistant\"",
            "{\"tool_calls\":[{\"index\":0,\"id\":\"toolu_1\",\"type\":\"function\"",
            "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}",
            "\"finish_reason\":\"tool_calls\"",
            "\"choices\":[],\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":9")
        .endsWith("data: [DONE]\n\n");
  }

  @Test
  void passesAnthropicsOwnRequestsOnAsTheyAre() {
    connect("anthropic");
    endpoint.script(
        status(200, ANTHROPIC_CALL, "Content-Type", JSON),
        status(200, "{\"input_tokens\":42}", "Content-Type", JSON));

    var reply = post("/v1/messages", "\"max_tokens\":5,\"top_k\":3,\"messages\":[],\"x\":1");
    var counted = post("/v1/messages/count_tokens", "\"messages\":[]");

    assertThat(reply).isEqualTo(ANTHROPIC_CALL);
    assertThat(json.readTree(endpoint.seen().getFirst().body()))
        .isEqualTo(
            json.readTree(
                "{\"model\":\"m\",\"max_tokens\":5,\"top_k\":3,\"messages\":[],\"x\":1}"));
    assertThat(json.readTree(counted).path("input_tokens").asInt()).isEqualTo(42);
    assertThat(endpoint.seen().getLast().path()).isEqualTo("/v1/messages/count_tokens");
  }

  @Test
  void refusesWhatCannotBeSaidOtherwise() {
    connect("anthropic");

    var answer =
        Caller.admin(port)
            .post(
                "/v1/chat/completions",
                "{\"model\":\"%s/m\",\"messages\":[],\"response_format\":{\"type\":\"json_object\"}}"
                    .formatted(name));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("response_format json_object");
    assertThat(endpoint.seen()).isEmpty();
  }
}
