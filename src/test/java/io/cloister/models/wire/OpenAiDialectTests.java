package io.cloister.models.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedEndpoint.Answer;
import io.cloister.ScriptedEndpoint.Seen;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** OpenAI's own words, which most others took over. */
class OpenAiDialectTests extends DialectContract {

  @Override
  Dialect dialect() {
    return Dialect.OPENAI_COMPATIBLE;
  }

  @Override
  URI base() {
    return at("/v1");
  }

  @Override
  Answer whole(String text) {
    return ScriptedEndpoint.chat(text);
  }

  @Override
  Answer tooShort(String text) {
    return ScriptedEndpoint.chat(text, "length");
  }

  @Override
  Answer declined() {
    return ScriptedEndpoint.json(
        """
        {"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant",
        "content":null,"refusal":"I cannot help with that."}}],"usage":null}
        """);
  }

  @Override
  Answer streamed(String thought, String... pieces) {
    var data = new ArrayList<String>();
    data.add("{\"choices\":[],\"prompt_filter_results\":[]}");
    data.add(delta("\"role\":\"assistant\",\"content\":null"));
    data.add(delta("\"reasoning_content\":\"" + thought + "\""));
    for (var piece : pieces) {
      data.add(delta("\"content\":\"" + piece + "\""));
    }
    data.add(
        "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}");
    data.add("{\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":7}}");
    data.add("[DONE]");
    return ScriptedEndpoint.events(data.toArray(String[]::new));
  }

  static String delta(String fields) {
    return "{\"choices\":[{\"index\":0,\"delta\":{" + fields + "},\"finish_reason\":null}]}";
  }

  @Override
  Answer cut(String piece) {
    return ScriptedEndpoint.events(delta("\"content\":\"" + piece + "\""));
  }

  @Override
  Answer overloadedAfter(String piece) {
    return ScriptedEndpoint.events(
        delta("\"content\":\"" + piece + "\""),
        "{\"error\":{\"code\":502,\"message\":\"Provider disconnected\"}}");
  }

  @Override
  Answer called() {
    return ScriptedEndpoint.json(
        """
        {"choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",
        "content":null,"tool_calls":[{"id":"c1","type":"function",
        "function":{"name":"weather","arguments":"{\\"place\\":\\"Bern\\"}"}}]}}]}
        """);
  }

  @Override
  Answer wrongKey() {
    return ScriptedEndpoint.status(
        401,
        "{\"error\":{\"message\":\"Incorrect API key provided\",\"code\":\"invalid_api_key\"}}");
  }

  @Override
  Answer unknownModel() {
    return ScriptedEndpoint.status(
        404,
        "{\"error\":{\"message\":\"The model `x` does not exist\",\"code\":\"model_not_found\"}}");
  }

  @Override
  Answer tooLong() {
    return ScriptedEndpoint.status(
        400,
        "{\"error\":{\"message\":\"This model's maximum context length is 4096 tokens.\","
            + "\"code\":\"context_length_exceeded\"}}");
  }

  @Override
  Answer[] list() {
    return new Answer[] {
      ScriptedEndpoint.json("{\"data\":[{\"id\":\"small\",\"max_model_len\":4096},{\"id\":\"\"}]}")
    };
  }

  @Override
  Answer vectors() {
    return ScriptedEndpoint.json(
        "{\"data\":[{\"index\":0,\"embedding\":[1,0]},{\"index\":1,\"embedding\":[0,1.0]}],"
            + "\"usage\":{\"prompt_tokens\":2}}");
  }

  @Override
  void assertAsked(Seen seen, JsonNode body) {
    assertThat(seen.path()).isEqualTo("/v1/chat/completions");
    assertThat(seen.headers()).containsEntry("Authorization", "Bearer " + KEY);
    assertThat(body.path("model").asString("")).isEqualTo("small");
    assertThat(body.path("max_tokens").asInt(0)).isEqualTo(16);
    assertThat(body.path("messages").path(0).path("role").asString("")).isEqualTo("system");
  }

  @Override
  void assertShaped(JsonNode body) {
    var format = body.path("response_format");
    assertThat(format.path("type").asString("")).isEqualTo("json_schema");
    assertThat(format.path("json_schema").path("schema").has("properties")).isTrue();
    assertThat(format.path("json_schema").path("strict").asBoolean(false)).isTrue();
  }

  @Override
  void assertShown(JsonNode body) {
    var parts = body.path("messages").path(1).path("content");
    assertThat(parts.path(1).path("image_url").path("url").asString(""))
        .isEqualTo("data:image/png;base64,AQID");
  }

  @Test
  void takesThoughtsOutOfTheTextToo() {
    endpoint.script(
        ScriptedEndpoint.events(
            delta("\"content\":\"<th\""),
            delta("\"content\":\"ink>Let me \""),
            delta("\"content\":\"see.</thi\""),
            delta("\"content\":\"nk>\\n\\n\""),
            delta("\"content\":\"\\nHello\""),
            delta("\"content\":\" there.\""),
            "[DONE]"));
    var pieces = new ArrayList<String>();

    stream(prompt(), pieces);

    assertThat(pieces).containsExactly("Hello", " there.");
  }

  @Test
  void leavesTextThatOnlyLooksLikeAThought() {
    for (var text : List.of("<thin ice", "<", "a <think> b", " <b>bold</b>")) {
      endpoint.script(whole(text));
      assertThat(((WireReply.Said) complete(prompt())).text()).isEqualTo(text);
    }
  }

  @Test
  void joinsTheArgumentsOfACallThatIsStreamed() {
    endpoint.script(
        ScriptedEndpoint.events(
            delta(
                "\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"weather\"}}]"),
            delta(
                "\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"place\\\":\"}}]"),
            delta("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"Bern\\\"}\"}}]"),
            "[DONE]"));

    var said = (WireReply.Said) stream(prompt().offering(WEATHER), new ArrayList<>());

    assertThat(said.calls())
        .containsExactly(new WireReply.ToolCall("weather", "{\"place\":\"Bern\"}"));
  }

  @Test
  void doesNotAskForTokensOfAStreamWhereThatIsRefused() {
    endpoint.script(
        ScriptedEndpoint.error(400, "Unknown parameter: stream_options"), streamed("", "Hello."));

    stream(prompt(), new ArrayList<>());

    assertThat(endpoint.seen().get(0).body()).contains("stream_options");
    assertThat(endpoint.seen().get(1).body()).doesNotContain("stream_options");
  }

  @Test
  void knowsAnEmptyAccountFromTooManyRequests() {
    endpoint.script(ScriptedEndpoint.error(429, "insufficient_quota: check your plan"));
    fails(Failure.Cause.NO_CREDIT);
  }
}
