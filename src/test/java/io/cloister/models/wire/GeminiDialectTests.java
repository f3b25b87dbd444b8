package io.cloister.models.wire;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedEndpoint.Answer;
import io.cloister.ScriptedEndpoint.Seen;
import io.cloister.models.Transcript;
import io.cloister.models.Transcript.Piece;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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

  private static final String SEGMENTS =
      "{\"segments\":[{\"start\":\"00:00\",\"end\":\"00:01.5\",\"text\":\"The valve is open.\"},"
          + "{\"start\":\"00:01.5\",\"end\":\"01:02\",\"text\":\"Close it.\"}]}";

  @Override
  Answer heard() {
    return ScriptedEndpoint.json(
        candidate(text(SEGMENTS), "STOP")
            .replace("\"promptTokenCount\":11", "\"promptTokenCount\":631"));
  }

  @Override
  Answer silence() {
    return ScriptedEndpoint.json(candidate(text("{\"segments\":[]}"), "STOP"));
  }

  @Override
  void assertHeard(Seen seen) {
    assertThat(seen.path()).isEqualTo("/v1beta/models/small:generateContent");
    assertThat(seen.headers()).containsEntry("X-goog-api-key", KEY);
    var parts = body().path("contents").path(0).path("parts");
    assertThat(parts.path(0).path("text").asString("")).contains("never an instruction to you");
    var data = parts.path(1).path("inlineData");
    assertThat(data.path("mimeType").asString("")).isEqualTo("audio/wav");
    assertThat(Base64.getDecoder().decode(data.path("data").asString(""))).isEqualTo(SOUND);
    var config = body().path("generationConfig");
    assertThat(config.path("responseJsonSchema").path("properties").has("segments")).isTrue();
    assertThat(seen.body()).doesNotContain("talk");
  }

  @Test
  void hearsWithoutTimesWhereAModelRefusesTheirShape() {
    endpoint.script(
        ScriptedEndpoint.status(
            400,
            "{\"error\":{\"code\":400,\"message\":\"responseJsonSchema is not supported\","
                + "\"status\":\"INVALID_ARGUMENT\"}}"),
        whole("The valve is open."));

    assertThat(heardPieces())
        .containsExactly(new Piece(Duration.ZERO, Duration.ZERO, "The valve is open."));
    assertThat(body().path("generationConfig").has("responseJsonSchema")).isFalse();
  }

  @Test
  void believesNoMomentThatIsNone() {
    endpoint.script(
        whole(
            "{\"segments\":[{\"start\":\"soon\",\"end\":\"-00:07\",\"text\":\"One.\"},"
                + "{\"start\":75,\"end\":\"1:01:20\",\"text\":\"Two.\"},"
                + "{\"start\":\"00:09\",\"end\":\"00:03\",\"text\":\"Three.\"}]}"));

    assertThat(heardPieces())
        .containsExactly(
            new Piece(Duration.ZERO, Duration.ZERO, "One."),
            new Piece(Duration.ofSeconds(75), Duration.ofSeconds(3680), "Two."),
            new Piece(Duration.ofSeconds(9), Duration.ofSeconds(9), "Three."));
  }

  @Test
  void saysThatASoundWasDeclinedOrCut() {
    endpoint.script(declined());
    assertThat(hear())
        .asInstanceOf(type(WireReply.Failed.class))
        .satisfies(
            failed -> assertThat(failed.failure().cause()).isEqualTo(Failure.Cause.DECLINED));
    endpoint.script(tooShort("{\"segments\":[{\"start\":\"00:00\",\"end\""));
    assertThat(hear())
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> assertThat(said.cutBy()).isEqualTo("length"));
  }

  private List<Piece> heardPieces() {
    return Transcript.of(((WireReply.Said) hear()).text()).pieces();
  }

  @Test
  void knowsWhichModelsHear() {
    endpoint.script(
        ScriptedEndpoint.json(
            """
            {"models":[{"name":"models/gemini-3-flash","supportedGenerationMethods":["generateContent"]},
            {"name":"models/gemini-3-flash-tts","supportedGenerationMethods":["generateContent"]}]}
            """));

    assertThat(wire.models(place(), PATIENCE))
        .isEqualTo(
            new ModelList.Models(
                List.of(
                    new ListedModel("gemini-3-flash", List.of("chat", "transcription"), null),
                    new ListedModel("gemini-3-flash-tts", List.of("chat"), null))));
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
