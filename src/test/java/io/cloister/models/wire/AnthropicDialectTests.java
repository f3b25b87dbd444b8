package io.cloister.models.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedEndpoint.Answer;
import io.cloister.ScriptedEndpoint.Seen;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnthropicDialectTests extends DialectContract {

  private static final String START =
      "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"content\":[],"
          + "\"usage\":{\"input_tokens\":2,\"cache_read_input_tokens\":9,\"output_tokens\":1}}}";

  @Override
  Dialect dialect() {
    return Dialect.ANTHROPIC;
  }

  @Override
  URI base() {
    return at("/v1");
  }

  @Override
  Answer whole(String text) {
    return message("{\"type\":\"text\",\"text\":\"%s\"}".formatted(quoted(text)), "end_turn");
  }

  static String quoted(String text) {
    return text.replace("\"", "\\\"");
  }

  static Answer message(String block, String reason) {
    return ScriptedEndpoint.json(
        """
        {"id":"m","type":"message","role":"assistant","model":"small","content":[%s],
        "stop_reason":"%s","usage":{"input_tokens":1,"cache_creation_input_tokens":4,
        "cache_read_input_tokens":6,"output_tokens":7}}
        """
            .formatted(block, reason));
  }

  @Override
  Answer tooShort(String text) {
    return message("{\"type\":\"text\",\"text\":\"%s\"}".formatted(text), "max_tokens");
  }

  @Override
  Answer declined() {
    return message("", "refusal");
  }

  @Override
  Answer streamed(String thought, String... pieces) {
    var data = new ArrayList<String>();
    data.add(START);
    data.add(begun(0, "{\"type\":\"thinking\",\"thinking\":\"\"}"));
    data.add("{\"type\":\"ping\"}");
    data.add(added(0, "{\"type\":\"thinking_delta\",\"thinking\":\"" + thought + "\"}"));
    data.add(added(0, "{\"type\":\"signature_delta\",\"signature\":\"xyz\"}"));
    data.add("{\"type\":\"content_block_stop\",\"index\":0}");
    data.add(begun(1, "{\"type\":\"text\",\"text\":\"\"}"));
    for (var piece : pieces) {
      data.add(added(1, "{\"type\":\"text_delta\",\"text\":\"" + piece + "\"}"));
    }
    data.add("{\"type\":\"content_block_stop\",\"index\":1}");
    data.add(
        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
            + "\"usage\":{\"output_tokens\":7}}");
    data.add("{\"type\":\"message_stop\"}");
    return ScriptedEndpoint.events(data.toArray(String[]::new));
  }

  private static String begun(int index, String block) {
    return "{\"type\":\"content_block_start\",\"index\":%d,\"content_block\":%s}"
        .formatted(index, block);
  }

  private static String added(int index, String delta) {
    return "{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":%s}".formatted(index, delta);
  }

  @Override
  Answer cut(String piece) {
    return ScriptedEndpoint.events(
        START, added(0, "{\"type\":\"text_delta\",\"text\":\"" + piece + "\"}"));
  }

  @Override
  Answer overloadedAfter(String piece) {
    return ScriptedEndpoint.events(
        START,
        added(0, "{\"type\":\"text_delta\",\"text\":\"" + piece + "\"}"),
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");
  }

  @Override
  Answer called() {
    return message(
        "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"weather\",\"input\":{\"place\":\"Bern\"}}",
        "tool_use");
  }

  @Override
  Answer wrongKey() {
    return error(401, "authentication_error", "invalid x-api-key");
  }

  @Override
  Answer unknownModel() {
    return error(404, "not_found_error", "model: small");
  }

  @Override
  Answer tooLong() {
    return error(
        400, "invalid_request_error", "prompt is too long: 212345 tokens > 200000 maximum");
  }

  private static Answer error(int status, String type, String message) {
    return ScriptedEndpoint.status(
        status,
        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
            .formatted(type, message));
  }

  @Override
  Answer[] list() {
    return new Answer[] {
      ScriptedEndpoint.json(
          "{\"data\":[{\"type\":\"model\",\"id\":\"small\",\"max_input_tokens\":4096}],"
              + "\"has_more\":false}")
    };
  }

  @Override
  Answer vectors() {
    return ScriptedEndpoint.json("{\"data\":[{\"embedding\":[1,0]},{\"embedding\":[0,1]}]}");
  }

  @Override
  void assertAsked(Seen seen, JsonNode body) {
    assertThat(seen.path()).isEqualTo("/v1/messages");
    assertThat(seen.headers())
        .containsEntry("X-api-key", KEY)
        .containsEntry("Anthropic-version", "2023-06-01")
        .doesNotContainKey("Authorization");
    assertThat(body.path("system").asString("")).isEqualTo("Be brief.");
    assertThat(body.path("max_tokens").asInt(0)).isEqualTo(16);
  }

  @Override
  void assertShaped(JsonNode body) {
    var format = body.path("output_config").path("format");
    assertThat(format.path("type").asString("")).isEqualTo("json_schema");
    assertThat(format.path("schema").path("properties").has("ok")).isTrue();
  }

  @Override
  void assertShown(JsonNode body) {
    var parts = body.path("messages").path(0).path("content");
    assertThat(parts.path(0).path("source").path("data").asString("")).isEqualTo("AQID");
  }

  @Test
  void takesTheReplyAsACallWhereAModelKnowsNoSchemas() {
    endpoint.script(
        message("{\"type\":\"tool_use\",\"name\":\"reply\",\"input\":{\"ok\":true}}", "tool_use"));
    var asked = prompt(SCHEMA, Manner.Shape.JSON);

    assertThat(((WireReply.Said) complete(asked)).text()).isEqualTo("{\"ok\":true}");
    assertThat(body().path("tool_choice").path("name").asString("")).isEqualTo("reply");

    endpoint.script(
        ScriptedEndpoint.events(
            START,
            begun(0, "{\"type\":\"tool_use\",\"name\":\"reply\",\"input\":{}}"),
            added(0, "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"ok\\\"\"}"),
            added(0, "{\"type\":\"input_json_delta\",\"partial_json\":\":true}\"}"),
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}",
            "{\"type\":\"message_stop\"}"));
    var pieces = new ArrayList<String>();
    stream(asked, pieces);
    assertThat(pieces).containsExactly("{\"ok\"", ":true}");
  }

  @Test
  void leavesOutWhatItsSchemasDoNotKnow() {
    var items =
        Map.of("type", "object", "properties", Map.of("maxItems", Map.of("type", "string")));
    var schema = Map.<String, Object>of("type", "array", "items", items, "maxItems", 3);

    assertThat(Shapes.plain(schema))
        .isEqualTo(Map.of("type", "array", "items", Shapes.plain(asObject(items))));
    assertThat(Shapes.plain(asObject(items)))
        .containsEntry("additionalProperties", false)
        .containsEntry("properties", Map.of("maxItems", Map.of("type", "string")));
  }

  private static Map<String, Object> asObject(Map<String, ?> map) {
    return Map.copyOf(map);
  }

  @Test
  void isOverloadedByItsOwnStatus() {
    endpoint.script(error(529, "overloaded_error", "Overloaded"));
    fails(Failure.Cause.OVERLOADED);
    endpoint.script(error(400, "invalid_request_error", "Your credit balance is too low"));
    fails(Failure.Cause.NO_CREDIT);
    endpoint.script(
        error(400, "invalid_request_error", "input length and `max_tokens` exceed context limit"));
    fails(Failure.Cause.TOO_LONG);
  }

  @Test
  void isSteadyUnlessTheModelRefusesIt() {
    endpoint.script(
        error(400, "invalid_request_error", "`temperature` is deprecated for this model."),
        whole("Hello."));

    assertThat(complete(prompt())).isInstanceOf(WireReply.Said.class);
    assertThat(endpoint.seen()).hasSize(2);
    assertThat(body().has("temperature")).isFalse();
    assertThat(List.of(body().path("max_tokens").asInt(0))).containsExactly(16);
  }
}
