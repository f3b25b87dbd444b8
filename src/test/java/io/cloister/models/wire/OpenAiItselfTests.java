package io.cloister.models.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint.Seen;
import tools.jackson.databind.JsonNode;

class OpenAiItselfTests extends OpenAiDialectTests {

  @Override
  Dialect dialect() {
    return Dialect.OPENAI;
  }

  @Override
  void assertAsked(Seen seen, JsonNode body) {
    assertThat(seen.path()).isEqualTo("/v1/chat/completions");
    assertThat(body.path("max_completion_tokens").asInt(0)).isEqualTo(16);
    assertThat(body.has("max_tokens")).isFalse();
  }
}
