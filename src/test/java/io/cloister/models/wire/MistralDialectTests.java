package io.cloister.models.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedEndpoint.Answer;
import io.cloister.ScriptedEndpoint.Seen;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MistralDialectTests extends OpenAiDialectTests {

  @Override
  Dialect dialect() {
    return Dialect.MISTRAL;
  }

  @Override
  void assertHeard(Seen seen) {
    assertThat(seen.path()).isEqualTo("/v1/audio/transcriptions");
    assertThat(seen.body())
        .contains("name=\"timestamp_granularities\"\r\n\r\nsegment\r\n")
        .doesNotContain("response_format");
  }

  @Override
  Answer tooShort(String text) {
    return ScriptedEndpoint.chat(text, "model_length");
  }

  @Override
  Answer streamed(String thought, String... pieces) {
    var data = new ArrayList<String>();
    data.add(
        delta(
            "\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\""
                + thought
                + "\"}]}]"));
    for (var piece : pieces) {
      data.add(delta("\"content\":\"" + piece + "\""));
    }
    data.add(
        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":11,\"total_tokens\":18,\"completion_tokens\":7}}");
    data.add("[DONE]");
    return ScriptedEndpoint.events(data.toArray(String[]::new));
  }

  @Override
  Answer wrongKey() {
    return ScriptedEndpoint.status(401, "{\"message\":\"Unauthorized\",\"request_id\":\"1\"}");
  }

  @Override
  Answer unknownModel() {
    return ScriptedEndpoint.status(
        400,
        "{\"object\":\"error\",\"message\":\"Invalid model: x\",\"type\":\"invalid_model\","
            + "\"code\":\"1500\"}");
  }

  @Override
  Answer tooLong() {
    return ScriptedEndpoint.status(
        400,
        "{\"object\":\"error\",\"message\":\"Prompt contains 40000 tokens, too large for model with"
            + " 32768 maximum context length\"}");
  }

  @Override
  Answer[] list() {
    return new Answer[] {
      ScriptedEndpoint.json(
          "{\"data\":[{\"id\":\"small\",\"capabilities\":{\"completion_chat\":true},"
              + "\"max_context_length\":4096}]}")
    };
  }

  @Override
  void assertAsked(Seen seen, JsonNode body) {
    assertThat(seen.path()).isEqualTo("/v1/chat/completions");
    assertThat(body.path("max_tokens").asInt(0)).isEqualTo(16);
  }

  @Test
  @Override
  void doesNotAskForTokensOfAStreamWhereThatIsRefused() {
    endpoint.script(streamed("", "Hello."));

    stream(prompt(), new ArrayList<>());

    assertThat(endpoint.seen().getFirst().body()).doesNotContain("stream_options");
  }
}
