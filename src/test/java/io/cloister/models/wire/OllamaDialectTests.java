package io.cloister.models.wire;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedEndpoint.Answer;
import io.cloister.ScriptedEndpoint.Seen;
import java.net.URI;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OllamaDialectTests extends DialectContract {

  private static final String COUNTS = "\"prompt_eval_count\":11,\"eval_count\":7";

  @Override
  Dialect dialect() {
    return Dialect.OLLAMA;
  }

  @Override
  URI base() {
    return at("");
  }

  private static String said(String message, String reason) {
    var end =
        reason.isEmpty() ? "\"done\":false" : "\"done\":true,\"done_reason\":\"" + reason + "\",";
    return "{\"model\":\"small\",\"message\":{\"role\":\"assistant\",%s},%s%s}"
        .formatted(message, end, reason.isEmpty() ? "" : COUNTS);
  }

  private static String content(String text) {
    return "\"content\":\"" + AnthropicDialectTests.quoted(text) + "\"";
  }

  @Override
  Answer whole(String text) {
    return ScriptedEndpoint.json(said(content(text), "stop"));
  }

  @Override
  Answer tooShort(String text) {
    return ScriptedEndpoint.json(said(content(text), "length"));
  }

  /** Ollama filters nothing; a hosted one behind it may say so in an error. */
  @Override
  Answer declined() {
    return ScriptedEndpoint.status(403, "{\"error\":\"flagged by moderation\"}");
  }

  @Override
  Answer streamed(String thought, String... pieces) {
    var lines = new ArrayList<String>();
    lines.add(said(content("") + ",\"thinking\":\"" + thought + "\"", ""));
    for (var piece : pieces) {
      lines.add(said(content(piece), ""));
    }
    lines.add(said(content(""), "stop"));
    return ScriptedEndpoint.lines(lines.toArray(String[]::new));
  }

  @Override
  Answer cut(String piece) {
    return ScriptedEndpoint.lines(said(content(piece), ""));
  }

  @Override
  Answer overloadedAfter(String piece) {
    return ScriptedEndpoint.lines(
        said(content(piece), ""), "{\"error\":\"an error was encountered while running\"}");
  }

  @Override
  Answer called() {
    return ScriptedEndpoint.json(
        said(
            content("")
                + ",\"tool_calls\":[{\"function\":{\"name\":\"weather\","
                + "\"arguments\":{\"place\":\"Bern\"}}}]",
            "stop"));
  }

  @Override
  Answer wrongKey() {
    return ScriptedEndpoint.status(401, "{\"error\":\"unauthorized\"}");
  }

  @Override
  Answer unknownModel() {
    return ScriptedEndpoint.status(404, "{\"error\":\"model 'small' not found\"}");
  }

  @Override
  Answer tooLong() {
    return ScriptedEndpoint.status(
        400, "{\"error\":\"the input length exceeds the context length\"}");
  }

  @Override
  Answer[] list() {
    return new Answer[] {
      ScriptedEndpoint.json("{\"models\":[{\"name\":\"small\",\"model\":\"small\"}]}"),
      ScriptedEndpoint.json(
          """
          {"capabilities":["completion","tools"],
          "model_info":{"general.architecture":"llama","llama.context_length":4096}}
          """)
    };
  }

  @Override
  Answer vectors() {
    return ScriptedEndpoint.json("{\"embeddings\":[[1,0],[0,1]],\"prompt_eval_count\":2}");
  }

  @Override
  void assertAsked(Seen seen, JsonNode body) {
    assertThat(seen.path()).isEqualTo("/api/chat");
    assertThat(body.path("options").path("num_predict").asInt(0)).isEqualTo(16);
    assertThat(body.path("options").path("num_ctx").asInt(0)).isEqualTo(4096);
    assertThat(body.path("truncate").asBoolean(true)).isFalse();
    assertThat(body.path("stream").asBoolean(true)).isFalse();
  }

  @Override
  void assertShaped(JsonNode body) {
    assertThat(body.path("format").path("properties").has("ok")).isTrue();
  }

  @Override
  void assertShown(JsonNode body) {
    assertThat(body.path("messages").path(1).path("images").path(0).asString("")).isEqualTo("AQID");
  }

  @Test
  void asksForAsMuchContextAsThePromptNeeds() {
    assertThat(context(10, null)).isEqualTo(4096);
    assertThat(context(10_000, null)).isEqualTo(8192);
    assertThat(context(100_000, null)).isEqualTo(65_536);
    assertThat(context(100_000, 32_768)).isEqualTo(32_768);
    assertThat(context(10, 2048)).isEqualTo(2048);
  }

  private static int context(int characters, @org.jspecify.annotations.Nullable Integer most) {
    return OllamaGrammar.context(
        new Prompt("small", "", "x".repeat(characters), 16, null, Manner.USUAL).within(most));
  }

  @Test
  void listsAModelThatDoesNotTellItsLength() {
    endpoint.script(
        ScriptedEndpoint.json("{\"models\":[{\"name\":\"nomic-embed-text\"}]}"),
        ScriptedEndpoint.status(404, "{\"error\":\"not found\"}"));

    assertThat(wire.models(place(), PATIENCE))
        .isEqualTo(
            new ModelList.Models(
                java.util.List.of(
                    new ListedModel("nomic-embed-text", java.util.List.of("embedding"), null))));
  }
}
