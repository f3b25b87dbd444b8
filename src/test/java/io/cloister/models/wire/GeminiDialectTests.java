package io.cloister.models.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedEndpoint.Answer;
import io.cloister.ScriptedEndpoint.Seen;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GeminiDialectTests extends DialectContract {

  private static final String USAGE =
      "\"usageMetadata\":{\"promptTokenCount\":11,\"candidatesTokenCount\":4,"
          + "\"thoughtsTokenCount\":3,\"totalTokenCount\":18}";

  @Override
  Dialect dialect() {
    return Dialect.GEMINI;
  }

  @Override
  URI base() {
    return at("/v1beta");
  }

  private static String candidate(String part, String reason) {
    var finish = reason.isEmpty() ? "" : ",\"finishReason\":\"" + reason + "\"";
    return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[%s]},\"index\":0%s}],%s}"
        .formatted(part, finish, USAGE);
  }

  private static String text(String text) {
    return "{\"text\":\"" + AnthropicDialectTests.quoted(text) + "\"}";
  }

  @Override
  Answer whole(String text) {
    return ScriptedEndpoint.json(candidate(text(text), "STOP"));
  }

  @Override
  Answer tooShort(String text) {
    return ScriptedEndpoint.json(candidate(text(text), "MAX_TOKENS"));
  }

  @Override
  Answer declined() {
    return ScriptedEndpoint.json("{\"promptFeedback\":{\"blockReason\":\"SAFETY\"}," + USAGE + "}");
  }

  @Override
  Answer streamed(String thought, String... pieces) {
    var data = new ArrayList<String>();
    data.add(candidate("{\"text\":\"" + thought + "\",\"thought\":true}", ""));
    for (int i = 0; i < pieces.length; i++) {
      data.add(candidate(text(pieces[i]), i == pieces.length - 1 ? "STOP" : ""));
    }
    return ScriptedEndpoint.events(data.toArray(String[]::new));
  }

  @Override
  Answer cut(String piece) {
    return ScriptedEndpoint.events(candidate(text(piece), ""));
  }

  @Override
  Answer overloadedAfter(String piece) {
    return ScriptedEndpoint.events(
        candidate(text(piece), ""),
        "{\"error\":{\"code\":503,\"message\":\"overloaded\",\"status\":\"UNAVAILABLE\"}}");
  }

  @Override
  Answer called() {
    return ScriptedEndpoint.json(
        candidate(
            "{\"functionCall\":{\"name\":\"weather\",\"args\":{\"place\":\"Bern\"}}}", "STOP"));
  }

  @Override
  Answer wrongKey() {
    return ScriptedEndpoint.status(
        400,
        "{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid API key.\","
            + "\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}");
  }

  @Override
  Answer unknownModel() {
    return ScriptedEndpoint.status(
        404,
        "{\"error\":{\"code\":404,\"message\":\"models/x is not found for API version v1beta\","
            + "\"status\":\"NOT_FOUND\"}}");
  }

  @Override
  Answer tooLong() {
    return ScriptedEndpoint.status(
        400,
        "{\"error\":{\"code\":400,\"message\":\"The input token count (1200000) exceeds the maximum"
            + " number of tokens allowed (1048576).\",\"status\":\"INVALID_ARGUMENT\"}}");
  }

  @Override
  Answer[] list() {
    return new Answer[] {
      ScriptedEndpoint.json(
          """
          {"models":[{"name":"models/small","inputTokenLimit":4096,
          "supportedGenerationMethods":["generateContent","countTokens"]},
          {"name":"models/aqa","supportedGenerationMethods":["generateAnswer"]}]}
          """)
    };
  }

  @Override
  Answer vectors() {
    return ScriptedEndpoint.json("{\"embeddings\":[{\"values\":[1,0]},{\"values\":[0,1]}]}");
  }

  @Override
  void assertAsked(Seen seen, JsonNode body) {
    assertThat(seen.path()).isEqualTo("/v1beta/models/small:generateContent");
    assertThat(seen.headers()).containsEntry("X-goog-api-key", KEY);
    assertThat(body.path("generationConfig").path("maxOutputTokens").asInt(0)).isEqualTo(16);
    assertThat(body.path("systemInstruction").path("parts").path(0).path("text").asString(""))
        .isEqualTo("Be brief.");
  }

  @Override
  void assertShaped(JsonNode body) {
    var config = body.path("generationConfig");
    assertThat(config.path("responseMimeType").asString("")).isEqualTo("application/json");
    assertThat(config.path("responseJsonSchema").path("properties").has("ok")).isTrue();
  }

  @Override
  void assertShown(JsonNode body) {
    var parts = body.path("contents").path(0).path("parts");
    assertThat(parts.path(1).path("inlineData").path("data").asString("")).isEqualTo("AQID");
  }

  @Test
  void streamsByEvents() {
    endpoint.script(streamed("", "Hello."));

    stream(prompt(), new ArrayList<>());

    assertThat(endpoint.seen().getFirst().path())
        .isEqualTo("/v1beta/models/small:streamGenerateContent?alt=sse");
  }

  @Test
  void readsThePauseFromWithinTheError() {
    endpoint.script(
        ScriptedEndpoint.status(
            429,
            "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":"
                + "\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"34s\"}]}}"));

    assertThat(fails(Failure.Cause.RATE_LIMITED).retryAfter()).isEqualTo(Duration.ofSeconds(34));
  }
}
