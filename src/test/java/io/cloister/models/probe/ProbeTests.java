package io.cloister.models.probe;

import static io.cloister.models.ModelsOnly.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedEndpoint.Answer;
import io.cloister.governance.Boundary;
import io.cloister.models.ModelsOnly;
import io.cloister.models.connection.ConnectionId;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.connection.ModelProfile;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.probe.ProbeCourse.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a probe finds out, of endpoints that are scripted to be able and to be not. */
class ProbeTests {

  private static final int WINDOW = 3000;
  private static final int WORDS = 100;

  @TempDir Path folder;
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start();
  private ModelsOnly models;
  private boolean able = true;
  private boolean says = true;
  private boolean busy;

  @BeforeEach
  void connect() {
    models = new ModelsOnly(folder);
    endpoint.script((self, exchange) -> answer(last()).play(self, exchange));
  }

  @AfterEach
  void close() {
    models.close();
    endpoint.close();
  }

  private ScriptedEndpoint.Seen last() {
    return endpoint.seen().getLast();
  }

  private Answer answer(ScriptedEndpoint.Seen seen) {
    var body = seen.body();
    if (seen.path().endsWith("/models")) {
      return ScriptedEndpoint.json(
          "{\"data\":[{\"id\":\"other\",\"context_window\":8192,"
              + "\"pricing\":{\"prompt\":\"0.0000008\",\"completion\":\"0.000002\"}},{\"id\":\"some-embed\"}]}");
    }
    if (seen.path().endsWith("/embeddings")) {
      return vectors(body);
    }
    if (seen.path().endsWith("/rerank")) {
      return ScriptedEndpoint.json(
          """
          {"results":[{"index":0,"relevance_score":%s},{"index":1,"relevance_score":0.5}]}
          """
              .formatted(able ? "0.1" : "0.9"));
    }
    if (body.contains("\"stream\":true")) {
      return ScriptedEndpoint.stream("one, ", "two, ", "three");
    }
    if (body.contains("secret word")) {
      return window(body.length() / 4);
    }
    if (busy) {
      return ScriptedEndpoint.error(429, "too many requests");
    }
    if (!able) {
      return body.contains("response_format")
              || body.contains("tools")
              || body.contains("image_url")
          ? ScriptedEndpoint.error(400, "not supported")
          : ScriptedEndpoint.chat("I do not know.");
    }
    if (body.contains("json_schema")) {
      return ScriptedEndpoint.chat("{\"colours\":[\"red\",\"blue\"]}");
    }
    if (body.contains("json_object")) {
      return ScriptedEndpoint.chat("{\"name\":\"red\"}");
    }
    if (body.contains("get_weather")) {
      return ScriptedEndpoint.json(
          """
          {"choices":[{"finish_reason":"tool_calls","message":{"content":null,"tool_calls":
          [{"function":{"name":"get_weather","arguments":"{}"}}]}}]}
          """);
    }
    if (body.contains("image_url")) {
      var green = Base64.getEncoder().encodeToString(Pictures.of("green"));
      return ScriptedEndpoint.chat(body.contains(green) ? "Green." : "Purple.");
    }
    return ScriptedEndpoint.chat("one, two, three");
  }

  /** Takes so many tokens, and cuts the front of what is longer or says that it is too long. */
  private Answer window(int tokens) {
    if (tokens > WINDOW && says) {
      return ScriptedEndpoint.error(400, "maximum context length is 3000 tokens");
    }
    var read = Math.min(tokens, WINDOW);
    var text = able && tokens <= WINDOW ? "Heron." : "I do not know.";
    return ScriptedEndpoint.json(
        """
        {"choices":[{"finish_reason":"stop","message":{"content":"%s"}}],
        "usage":{"prompt_tokens":%d,"completion_tokens":3}}
        """
            .formatted(text, read));
  }

  /** Reads a hundred words and no more: the vector is how many were read, and what came last. */
  private static Answer vectors(String body) {
    var data = new StringBuilder();
    for (var text : body.replaceAll(".*\"input\":\\[\"|\"\\].*", "").split("\",\"")) {
      var words = List.of(text.split(" "));
      var read = words.subList(0, Math.min(WORDS, words.size()));
      data.append(data.isEmpty() ? "" : ",")
          .append("{\"embedding\":[%d,%d]}".formatted(read.size(), read.getLast().length()));
    }
    return ScriptedEndpoint.json("{\"data\":[%s]}".formatted(data));
  }

  @Test
  void findsWhatAnAbleModelCan() {
    var profile = probed("chat", true).profile();

    assertThat(profile)
        .isEqualTo(
            new ModelProfile(
                true,
                true,
                true,
                true,
                true,
                true,
                false,
                true,
                profile.contextTokens(),
                false,
                null,
                null,
                null,
                null,
                profile.tokensPerSecond()));
    assertThat(profile.contextTokens()).isBetween(2700, WINDOW);
  }

  @Test
  void canBeWatched() {
    probed("chat", false);
    var seen = new ArrayList<ProbeCourse>();

    var result = models.probe.run(connection(), true, ADMIN, seen::add).orElseThrow();

    assertThat(seen)
        .extracting(ProbeCourse::step)
        .containsExactly(Step.ANSWER, Step.SHAPE, Step.JSON, Step.TOOLS, Step.VISION, Step.WINDOW);
    var beforeTools = seen.get(3).soFar().models().getFirst().profile();
    assertThat(beforeTools.jsonMode()).isTrue();
    assertThat(beforeTools.tools()).isNull();
    assertThat(result.models().getFirst().profile().tools()).isTrue();

    var courses = new ProbeCourses(models.probe);
    assertThat(courses.of(connection(), ADMIN)).isEmpty();
    assertThat(courses.begin(connection(), false, ADMIN).hasEnded()).isFalse();
    await().until(() -> courses.of(connection(), ADMIN).filter(ProbeCourse::hasEnded).isPresent());
    assertThat(courses.of(connection(), ADMIN).orElseThrow().soFar().models()).hasSize(3);
  }

  @Test
  void findsWhetherAModelRanksWhatAnswersFirst() {
    assertThat(probed("rerank", true).profile().rerank()).isTrue();
    able = false;
    var again = models.probe.run(connection(), true, ADMIN).orElseThrow();
    assertThat(again.models().getFirst().profile().rerank()).isFalse();
  }

  @Test
  void leavesOpenWhatABusyEndpointDoesNotShow() {
    busy = true;

    var profile = probed("chat", true).profile();

    assertThat(profile.chat()).isTrue();
    assertThat(profile.jsonSchema()).isNull();
    assertThat(profile.jsonMode()).isNull();
    assertThat(profile.tools()).isNull();
    assertThat(profile.vision()).isNull();
  }

  @Test
  void findsWhereAnEndpointCutsWithoutSayingSo() {
    says = false;

    assertThat(probed("chat", true).profile().contextTokens()).isBetween(2700, WINDOW);
  }

  @Test
  void findsItByTheTokensOfAModelTooWeakToFindAWord() {
    able = false;
    says = false;

    var profile = probed("chat", true).profile();

    assertThat(profile.contextTokens()).isBetween(2700, WINDOW);
    assertThat(List.of(profile.chat(), profile.streaming())).containsOnly(true);
    assertThat(
            List.of(
                profile.jsonSchema(),
                profile.jsonMode(),
                profile.maxItems(),
                profile.tools(),
                profile.vision()))
        .containsOnly(false);
  }

  @Test
  void doesNotSpendMoneyOnTheLengthUnasked() {
    assertThat(probed("chat", false).profile().contextTokens()).isNull();
    assertThat(endpoint.seen()).noneMatch(seen -> seen.body().contains("secret word"));
  }

  @Test
  void findsOutVectorsAndHowMuchIsReadOfAText() {
    var profile = probed("embedding", false).profile();

    assertThat(profile.embeddingDimensions()).isEqualTo(2);
    assertThat(profile.embeddingNormalised()).isFalse();
    assertThat(profile.embeddingTokens()).isBetween(90, WORDS);
    assertThat(profile.chat()).isNull();
  }

  @Test
  void tellsWhatElseIsListedWithItsLabel() {
    probed("chat", false);
    var result = models.probe.run(connection(), false, ADMIN).orElseThrow();

    assertThat(result.models().subList(1, 3))
        .containsExactly(
            new ProbeResult.ProbedModel(
                "other",
                List.of("chat"),
                8192,
                ModelProfile.UNTRIED,
                new ProbeResult.ListedPrice("USD", 800_000, 2_000_000)),
            new ProbeResult.ProbedModel(
                "some-embed", List.of("embedding"), null, ModelProfile.UNTRIED, null));
  }

  private ProbeResult.ProbedModel probed(String kind, boolean window) {
    models.connections.create(
        new ConnectionSetting(
            "local",
            null,
            endpoint.address().toString(),
            null,
            Boundary.PUBLIC,
            null,
            Map.of(),
            List.of(new OfferedModel("scripted", List.of(kind), null, 0, 0, null))),
        ADMIN);
    var result = models.probe.run(connection(), window, ADMIN).orElseThrow();
    assertThat(result.problem()).isNull();
    return result.models().getFirst();
  }

  private ConnectionId connection() {
    return models.connections.list(ADMIN).getLast().id();
  }
}
