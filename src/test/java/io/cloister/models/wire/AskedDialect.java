package io.cloister.models.wire;

import static io.cloister.SlowMachines.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import io.cloister.egress.AllowedHost;
import io.cloister.egress.Egress;
import io.cloister.egress.Egresses;
import io.cloister.models.Attachment;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the endpoint of a {@link Dialect} whatever its contract is about. */
abstract class AskedDialect extends DialectShapes {

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
  static final JsonMapper JSON = new JsonMapper();

  final ScriptedEndpoint endpoint = ScriptedEndpoint.start();
  private final Egress egress = egress();
  final Wire wire = new Wire(egress, JSON);

  private Egress egress() {
    return Egresses.on(
        Egresses.tables(), () -> List.of(AllowedHost.of(endpoint.address(), "test")));
  }

  @AfterEach
  void close() {
    egress.close();
    endpoint.close();
  }

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

  /** What was sent last. */
  JsonNode body() {
    return JSON.readTree(endpoint.seen().getLast().body());
  }

  WireReply hear() {
    var sound = new Attachment("talk.wav", "audio/wav", SOUND, Duration.ofSeconds(62));
    return wire.hear(
        place(),
        new Prompt("small", "", "", 1_000, null, Manner.USUAL).hearing(sound),
        PATIENT,
        () -> false);
  }
}
