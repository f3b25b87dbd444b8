package io.cloister.models.wire;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedEndpoint.Answer;
import io.cloister.ScriptedEndpoint.Seen;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AzureDialectTests extends OpenAiDialectTests {

  @Override
  Dialect dialect() {
    return Dialect.AZURE_OPENAI;
  }

  @Override
  URI base() {
    return at("");
  }

  @Override
  void assertHeard(Seen seen) {
    assertThat(seen.path())
        .isEqualTo("/openai/deployments/small/audio/transcriptions?api-version=2024-10-21");
    assertThat(seen.headers()).containsEntry("Api-key", KEY).doesNotContainKey("Authorization");
    assertThat(seen.body()).contains("verbose_json", "RIFF");
  }

  @Override
  Answer declined() {
    return ScriptedEndpoint.status(
        400,
        "{\"error\":{\"code\":\"content_filter\",\"status\":400,\"message\":\"The response was"
            + " filtered due to the prompt triggering Azure OpenAI's content management policy.\"}}");
  }

  @Override
  Answer unknownModel() {
    return ScriptedEndpoint.status(
        404,
        "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"The API deployment for this"
            + " resource does not exist.\"}}");
  }

  @Override
  Answer wrongKey() {
    return ScriptedEndpoint.status(
        401,
        "{\"error\":{\"code\":\"401\",\"message\":\"Access denied due to invalid subscription key"
            + " or wrong API endpoint.\"}}");
  }

  @Override
  void assertListed(List<ListedModel> models) {
    assertThat(models).as("Azure lists no deployments").isEmpty();
  }

  @Override
  void assertAsked(Seen seen, JsonNode body) {
    assertThat(seen.path())
        .isEqualTo("/openai/deployments/small/chat/completions?api-version=2024-10-21");
    assertThat(seen.headers()).containsEntry("Api-key", KEY).doesNotContainKey("Authorization");
  }

  @Test
  void takesTheAddressOfADeploymentWithItsVersion() {
    assertThat(asked("/openai/deployments/gpt?api-version=2025-01-01-preview"))
        .isEqualTo("/openai/deployments/gpt/chat/completions?api-version=2025-01-01-preview");
  }

  @Test
  void takesAnAddressThatIsVersionedAsOpenAis() {
    assertThat(asked("/openai/v1")).isEqualTo("/openai/v1/chat/completions");
    assertThat(asked("/openai/v1?api-version=preview"))
        .isEqualTo("/openai/v1/chat/completions?api-version=preview");
  }

  @Test
  void asksTheResourceForModelsWhateverTheAddress() {
    var grammar = dialect().grammar();
    for (var path : List.of("", "/openai", "/openai/deployments/gpt")) {
      var ask = grammar.models(new Endpoint(dialect(), at(path), KEY, Map.of()));
      assertThat(ask.uri()).isEqualTo(at("/openai/models?api-version=2024-10-21"));
    }
  }

  private String asked(String path) {
    endpoint.script(whole("Hello."));
    var place = new Endpoint(dialect(), at(path), KEY, Map.of());
    var patience = new Patience(PATIENCE, PATIENCE, PATIENCE);
    assertThat(wire.complete(place, prompt(), patience)).isInstanceOf(WireReply.Said.class);
    return endpoint.seen().getLast().path();
  }
}
