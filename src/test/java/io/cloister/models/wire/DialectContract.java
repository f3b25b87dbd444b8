package io.cloister.models.wire;

import static io.cloister.SlowMachines.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloister.ScriptedEndpoint;
import io.cloister.egress.AllowedHost;
import io.cloister.egress.Egress;
import io.cloister.egress.Egresses;
import io.cloister.models.Attachment;
import io.cloister.models.Transcript;
import io.cloister.models.Transcript.Piece;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every {@link Dialect} promises, against the shapes that its endpoints were seen to send. */
abstract class DialectContract extends DialectShapes {

  static final String KEY = "sk-canary-0123456789abcdef";
  static final Map<String, Object> SCHEMA =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("ok", Map.of("type", "boolean")),
          "required",
          List.of("ok"),
          "additionalProperties",
          false);
  static final Prompt.Tool WEATHER =
      new Prompt.Tool(
          "weather", "Tells the weather.", Map.of("type", "object", "properties", Map.of()));

  static final byte[] SOUND = "RIFF of sixty-two seconds".getBytes(UTF_8);

  private static final Patience PATIENT = new Patience(PATIENCE, PATIENCE, PATIENCE);
  private static final JsonMapper JSON = new JsonMapper();

  final ScriptedEndpoint endpoint = ScriptedEndpoint.start();
  private final Egress egress = egress();
  private final Wire wire = new Wire(egress, JSON);

  private Egress egress() {
    return Egresses.on(
        Egresses.tables(), () -> List.of(AllowedHost.of(endpoint.address(), "test")));
  }

  @AfterEach
  void close() {
    egress.close();
    endpoint.close();
  }

  // --- what all promise ---------------------------------------------------------------------

  @Test
  void givesTheWordsWithTheirTokens() {
    endpoint.script(whole("Hello."));

    assertThat(complete(prompt()))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> {
          assertThat(said.text()).isEqualTo("Hello.");
          assertThat(said.cutBy()).isNull();
          assertThat(said.counts()).isEqualTo(new WireReply.Counts(11, 7, false));
          assertThat(said.firstTokenMillis()).isNull();
        });
    var seen = endpoint.seen().getFirst();
    assertThat(seen.headers().toString()).contains(KEY, "X-team=tests");
    assertThat(seen.body()).contains("Say hello.", "Be brief.").doesNotContain(KEY);
    assertAsked(seen, body());
  }

  @Test
  void givesPiecesAsTheyComeAndNoThoughts() {
    endpoint.script(streamed("They want a greeting.", "Hel", "lo", "."));
    var pieces = new ArrayList<String>();

    assertThat(stream(prompt(), pieces))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> {
          assertThat(said.text()).isEqualTo("Hello.");
          assertThat(said.cutBy()).isNull();
          assertThat(said.thought()).isTrue();
          assertThat(said.counts()).isEqualTo(new WireReply.Counts(11, 7, false));
          assertThat(said.firstTokenMillis()).isNotNull();
        });
    assertThat(pieces).containsExactly("Hel", "lo", ".");
  }

  @Test
  void saysThatLengthCutIt() {
    endpoint.script(tooShort("Hello"));

    assertThat(complete(prompt()))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> assertThat(said.cutBy()).isEqualTo("length"));
  }

  @Test
  void saysThatTheProviderDeclined() {
    endpoint.script(declined());

    fails(Failure.Cause.DECLINED);
  }

  @Test
  void keepsWhatCameBeforeAStreamBroke() {
    endpoint.script(cut("Hel"));

    assertThat(stream(prompt(), new ArrayList<>()))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> {
          assertThat(said.text()).isEqualTo("Hel");
          assertThat(said.cutBy()).isEqualTo("cut-off");
        });
  }

  @Test
  void seesAnErrorWithinAStream() {
    endpoint.script(overloadedAfter("Hel"));

    assertThat(stream(prompt(), new ArrayList<>()))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> {
          assertThat(said.text()).isEqualTo("Hel");
          assertThat(said.cutBy()).isIn("overloaded", "server-error");
        });
  }

  @Test
  void readsAReplyThatIsNotStreamedThoughItWasAskedFor() {
    endpoint.script(whole("Hello."));
    var pieces = new ArrayList<String>();

    assertThat(stream(prompt(), pieces)).isInstanceOf(WireReply.Said.class);
    assertThat(pieces).containsExactly("Hello.");
  }

  @Test
  void tellsFailuresApart() {
    endpoint.script(wrongKey());
    fails(Failure.Cause.WRONG_KEY);
    endpoint.script(unknownModel());
    fails(Failure.Cause.UNKNOWN_MODEL);
    endpoint.script(tooLong());
    fails(Failure.Cause.TOO_LONG);
    endpoint.script(ScriptedEndpoint.status(503, "busy"));
    fails(Failure.Cause.OVERLOADED);
    endpoint.script(ScriptedEndpoint.json("{}"));
    fails(Failure.Cause.NOT_A_REPLY);
    endpoint.script(whole(""));
    fails(Failure.Cause.NO_TEXT);
  }

  @Test
  void tellsHowLongToWait() {
    endpoint.script(ScriptedEndpoint.status(429, "{}", "Retry-After", "7"));

    assertThat(fails(Failure.Cause.RATE_LIMITED).retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void asksForAShape() {
    endpoint.script(whole("{\"ok\":true}"));

    assertThat(complete(prompt(SCHEMA, Manner.Shape.SCHEMA)))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> assertThat(said.text()).isEqualTo("{\"ok\":true}"));
    assertShaped(body());
  }

  @Test
  void asksForLessOfAShapeWhereThatIsRefused() {
    endpoint.script(
        ScriptedEndpoint.status(400, "{\"error\":{\"message\":\"no such format\"}}"),
        whole("{\"ok\":true}"));

    assertThat(complete(prompt(SCHEMA, Manner.Shape.JSON)))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> assertThat(said.manner().shape()).isEqualTo(Manner.Shape.WORDS));
    assertThat(endpoint.seen().getLast().body()).contains("by this JSON Schema");
  }

  @Test
  void tellsWhatTheModelCalls() {
    endpoint.script(called());

    assertThat(complete(prompt().offering(WEATHER)))
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said ->
            assertThat(said.calls())
                .singleElement()
                .satisfies(call -> {
                  assertThat(call.name()).isEqualTo("weather");
                  assertThat(JSON.readTree(call.arguments()).path("place").asString(""))
                      .isEqualTo("Bern");
                }));
    assertThat(endpoint.seen().getFirst().body()).contains("Tells the weather.");
  }

  @Test
  void showsAPicture() {
    endpoint.script(whole("Red."));

    complete(prompt().showing(new byte[] {1, 2, 3}));

    assertShown(body());
  }

  @Test
  void writesDownWhatIsSaid() {
    endpoint.script(heard());

    assertThat(hear())
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> {
          assertThat(Transcript.of(said.text()).pieces())
              .containsExactly(
                  new Piece(Duration.ZERO, Duration.ofMillis(1500), "The valve is open."),
                  new Piece(Duration.ofMillis(1500), Duration.ofSeconds(62), "Close it."));
          assertThat(said.counts().inputTokens()).isBetween(620, 640);
        });
    assertHeard(endpoint.seen().getFirst());
  }

  @Test
  void tellsSilenceFromAFailure() {
    endpoint.script(silence());
    assertThat(hear())
        .asInstanceOf(type(WireReply.Said.class))
        .satisfies(said -> assertThat(Transcript.of(said.text()).pieces()).isEmpty());
    endpoint.script(ScriptedEndpoint.json("{}"));
    assertThat(hear())
        .asInstanceOf(type(WireReply.Failed.class))
        .satisfies(
            failed -> assertThat(failed.failure().cause()).isEqualTo(Failure.Cause.NOT_A_REPLY));
  }

  WireReply hear() {
    var sound = new Attachment("talk.wav", "audio/wav", SOUND, Duration.ofSeconds(62));
    return wire.hear(
        place(),
        new Prompt("small", "", "", 1_000, null, Manner.USUAL).hearing(sound),
        PATIENT,
        () -> false);
  }

  @Test
  void listsModels() {
    endpoint.script(list());

    assertThat(wire.models(place(), PATIENCE))
        .asInstanceOf(type(ModelList.Models.class))
        .satisfies(list -> assertListed(list.models()));
    endpoint.script(wrongKey());
    assertThat(wire.models(place(), PATIENCE))
        .asInstanceOf(type(ModelList.Failed.class))
        .satisfies(
            failed -> assertThat(failed.failure().cause()).isEqualTo(Failure.Cause.WRONG_KEY));
  }

  void assertListed(List<ListedModel> models) {
    assertThat(models).containsExactly(new ListedModel("small", List.of("chat"), 4096));
  }

  @Test
  void givesVectors() {
    endpoint.script(vectors());

    assertThat(wire.embed(place(), "small", List.of("one", "two"), PATIENCE))
        .asInstanceOf(type(EmbedReply.Vectors.class))
        .satisfies(reply ->
            assertThat(reply.vectors()).containsExactly(new float[] {1, 0}, new float[] {0, 1}));
    assertThat(endpoint.seen().getFirst().body()).contains("one", "two");
    endpoint.script(ScriptedEndpoint.json("{}"));
    assertThat(wire.embed(place(), "small", List.of("one"), PATIENCE))
        .isInstanceOf(EmbedReply.Failed.class);
  }

  // --- help ---------------------------------------------------------------------------------

  Endpoint place() {
    return new Endpoint(dialect(), base(), KEY, Map.of("X-team", "tests"));
  }

  /** The address of the scripted endpoint with this behind its port. */
  URI at(String path) {
    return URI.create("http://127.0.0.1:" + endpoint.port() + path);
  }

  static Prompt prompt() {
    return prompt(null, Manner.Shape.SCHEMA);
  }

  static Prompt prompt(
      @org.jspecify.annotations.Nullable Map<String, Object> schema, Manner.Shape shape) {
    return new Prompt("small", "Be brief.", "Say hello.", 16, schema, Manner.USUAL.with(shape));
  }

  WireReply complete(Prompt prompt) {
    return wire.complete(place(), prompt, PATIENT);
  }

  WireReply stream(Prompt prompt, List<String> pieces) {
    return wire.stream(place(), prompt, PATIENT, pieces::add, () -> false);
  }

  Failure fails(Failure.Cause cause) {
    var reply = complete(prompt());
    assertThat(reply).as(cause.code()).isInstanceOf(WireReply.Failed.class);
    var failure = ((WireReply.Failed) requireNonNull(reply)).failure();
    assertThat(failure.cause()).isEqualTo(cause);
    return failure;
  }

  Wire wire() {
    return wire;
  }

  /** What was sent last. */
  JsonNode body() {
    return JSON.readTree(endpoint.seen().getLast().body());
  }
}
