package io.cloister.models;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.ScriptedEndpoint.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.ModelReply.Blocked;
import io.cloister.models.ModelReply.Completed;
import io.cloister.models.ModelReply.NoRoute;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.connection.OfferedModel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pictures and sounds on their way through the gateway. */
class AttachmentTests extends ScriptedModels {

  private static final String SAID = "{\"text\":\"Close the valve.\"}";

  @Test
  void showsAPictureToTheModelThatIsRoutedToSee() {
    models.route(ModelFunction.VISION, first);
    endpoint.script(chat("A red valve."));

    assertThat(seen(Label.SECRET))
        .asInstanceOf(type(Completed.class))
        .satisfies(done -> assertThat(done.text()).isEqualTo("A red valve."));
    assertThat(endpoint.seen().getFirst().body()).contains("data:image/png;base64,AQID");
  }

  @Test
  void sendsASoundAlongTheRouteAndWritesTheCallDown() {
    models.route(ModelFunction.TRANSCRIBE, hearing("first-ear", endpoint, Boundary.INSIDE));
    endpoint.script(
        json(
            "{\"text\":\"Close the valve.\",\"segments\":[{\"start\":1,\"end\":2.5,"
                + "\"text\":\"Close the valve.\"}],\"usage\":{\"type\":\"tokens\","
                + "\"input_tokens\":25,\"output_tokens\":4}}"));

    assertThat(heard(Label.SECRET))
        .asInstanceOf(type(Completed.class))
        .satisfies(done -> {
          assertThat(Transcript.of(done.text()).pieces())
              .containsExactly(
                  new Transcript.Piece(
                      Duration.ofSeconds(1), Duration.ofMillis(2500), "Close the valve."));
          assertThat(done.usage().inputTokens()).isEqualTo(25);
          assertThat(done.usage().costMicros()).isEqualTo(25 + 2 * 4);
        });
    var call = models.log().getFirst();
    assertThat(call.function()).isEqualTo(ModelFunction.TRANSCRIBE);
    assertThat(models.log().toString()).doesNotContain("valve");
  }

  @Test
  void asksWithoutTimesOnceTheyWereRefused() {
    models.route(ModelFunction.TRANSCRIBE, hearing("first-ear", endpoint, Boundary.INSIDE));
    endpoint.script(
        error(400, "response_format 'verbose_json' is not compatible with model"), json(SAID));

    for (int i = 0; i < 2; i++) {
      assertThat(heard(Label.SECRET))
          .asInstanceOf(type(Completed.class))
          .satisfies(done ->
              assertThat(Transcript.of(done.text()).pieces())
                  .singleElement()
                  .satisfies(piece -> assertThat(piece.isTimed()).isFalse()));
    }

    assertThat(endpoint.seen()).hasSize(3);
    assertThat(endpoint.seen().subList(1, 3))
        .allSatisfy(seen -> assertThat(seen.body()).doesNotContain("verbose_json"));
  }

  @Test
  void countsASoundThatNobodyCountedByItsLength() {
    models.route(ModelFunction.TRANSCRIBE, hearing("first-ear", endpoint, Boundary.INSIDE));
    endpoint.script(json(SAID));

    assertThat(heard(Label.SECRET))
        .asInstanceOf(type(Completed.class))
        .satisfies(done -> {
          assertThat(done.usage().estimated()).isTrue();
          assertThat(done.usage().inputTokens()).isBetween(600, 610);
        });
  }

  @Test
  void goesToTheNextModelOfTheRoute() {
    try (var deaf = ScriptedEndpoint.start(error(404, "no such address"))) {
      models.route(
          ModelFunction.TRANSCRIBE,
          hearing("deaf", deaf, Boundary.INSIDE),
          hearing("first-ear", endpoint, Boundary.INSIDE));
      endpoint.script(json(SAID));

      assertThat(heard(Label.SECRET))
          .asInstanceOf(type(Completed.class))
          .satisfies(done -> assertThat(done.model()).isEqualTo("first-ear/ear"));
      assertThat(deaf.seen()).hasSize(1);
    }
  }

  @Test
  void sendsNothingThatMayNotLeave() {
    models.route(ModelFunction.TRANSCRIBE, hearing("far", endpoint, Boundary.PUBLIC));

    assertThat(heard(Label.SECRET)).isInstanceOf(Blocked.class);
    assertThat(endpoint.seen()).isEmpty();
  }

  @Test
  void sendsNothingThatIsNotRouted() {
    assertThat(heard(Label.PUBLIC)).isInstanceOf(NoRoute.class);
    assertThat(seen(Label.PUBLIC)).isInstanceOf(NoRoute.class);
    assertThat(endpoint.seen()).isEmpty();
  }

  private ModelReply seen(Label label) {
    return models.gateway.complete(
        request(ModelFunction.VISION, label).with(Attachment.picture(new byte[] {1, 2, 3})),
        ModelsOnly.STAFF);
  }

  private ModelReply heard(Label label) {
    var bytes = "RIFF".getBytes(StandardCharsets.US_ASCII);
    return models.gateway.complete(
        request(ModelFunction.TRANSCRIBE, label)
            .with(new Attachment("a.wav", "audio/wav", bytes, Duration.ofMinutes(1))),
        ModelsOnly.STAFF);
  }

  private static ModelRequest request(ModelFunction function, Label label) {
    return new ModelRequest(function, label, "", "", 500, null, null);
  }

  private Connection hearing(String name, ScriptedEndpoint at, Boundary boundary) {
    return models.connections.create(
        new ConnectionSetting(
            name,
            null,
            at.address().toString(),
            null,
            boundary,
            null,
            Map.of(),
            List.of(
                new OfferedModel(
                    "ear", List.of("transcription"), null, 1_000_000, 2_000_000, null))),
        ModelsOnly.ADMIN);
  }
}
