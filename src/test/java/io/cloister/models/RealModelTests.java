package io.cloister.models;

import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.ModelsOnly.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloister.LocalModel;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.ModelReply.Completed;
import io.cloister.models.ModelReply.Stopped;
import io.cloister.models.ModelReply.Unavailable;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.connection.OfferedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same promises against a real, tiny model. */
class RealModelTests {

  @TempDir Path folder;
  private ModelsOnly models;

  @BeforeEach
  void connect() {
    models = new ModelsOnly(folder, Duration.ofSeconds(60));
    models.route(
        models.connect(
            "local", LocalModel.chat(), Boundary.INSIDE, LocalModel.KEY, LocalModel.NAME));
  }

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void answersWithItsUsage() {
    assertThat(models.gateway.complete(request(Label.SECRET), STAFF))
        .asInstanceOf(type(Completed.class))
        .satisfies(completed -> {
          assertThat(completed.text()).isNotBlank();
          assertThat(completed.usage().inputTokens()).isPositive();
          assertThat(completed.usage().outputTokens()).isBetween(1, 16);
          assertThat(completed.usage().estimated()).isFalse();
        });
  }

  @Test
  void streamsWithItsUsage() {
    var text = new StringBuilder();

    assertThat(models.gateway.stream(request(Label.SECRET), STAFF, text::append, () -> false))
        .asInstanceOf(type(Completed.class))
        .satisfies(completed -> {
          assertThat(completed.text()).isEqualTo(text.toString()).isNotBlank();
          assertThat(completed.usage().estimated()).isFalse();
          assertThat(completed.usage().outputTokens()).isPositive();
        });
  }

  @Test
  void stopsWhenTheCallerDoes() {
    var stop = new AtomicBoolean();

    var reply =
        models.gateway.stream(
            new ModelRequest(
                ModelFunction.ANSWER, Label.SECRET, "", "Tell a long story.", 4000, null, null),
            STAFF,
            _ -> stop.set(true),
            stop::get);

    assertThat(reply).isInstanceOf(Stopped.class);
  }

  @Test
  void refusesAWrongKey() {
    models.route(
        models.connect("wrong", LocalModel.chat(), Boundary.INSIDE, "sk-wrong", LocalModel.NAME));

    assertThat(models.gateway.complete(request(Label.SECRET), STAFF))
        .asInstanceOf(type(Unavailable.class))
        .satisfies(unavailable -> assertThat(unavailable.reason()).contains("accept the key"));
  }

  @Test
  void tellsThatAPromptIsTooLong() {
    var words = "word ".repeat(60_000);
    models.gateway.complete(
        new ModelRequest(ModelFunction.ANSWER, Label.SECRET, "", words, 16, null, null), STAFF);

    assertThat(models.log().getFirst().detail()).isEqualTo("too-long");
  }

  /** The same server speaks Anthropic's Messages too. */
  @Test
  void answersInAnthropicsDialectToo() {
    var made =
        models.connections.create(
            new ConnectionSetting(
                "messages",
                "anthropic",
                LocalModel.chat().toString(),
                LocalModel.KEY,
                Boundary.INSIDE,
                null,
                null,
                List.of(new OfferedModel(LocalModel.NAME, List.of("chat"), 8192, 0, 0, null))),
            ADMIN);
    models.route(made);
    var text = new StringBuilder();

    for (var reply :
        List.of(
            models.gateway.complete(request(Label.SECRET), STAFF),
            models.gateway.stream(request(Label.SECRET), STAFF, text::append, () -> false))) {
      assertThat(reply)
          .asInstanceOf(type(Completed.class))
          .satisfies(completed -> {
            assertThat(completed.text()).isNotBlank();
            assertThat(completed.usage().inputTokens()).isPositive();
            assertThat(completed.usage().estimated()).isFalse();
          });
    }
    assertThat(text).isNotBlank();
  }

  @Test
  void makesVectorsThatAreProbed() {
    var made =
        models.connections.create(
            new ConnectionSetting(
                "vectors",
                null,
                LocalModel.embeddings().toString(),
                LocalModel.KEY,
                Boundary.INSIDE,
                null,
                null,
                List.of(new OfferedModel(LocalModel.NAME, List.of("embedding"), null, 0, 0, null))),
            ADMIN);

    var profile =
        models.probe.run(made.id(), false, ADMIN).orElseThrow().models().getFirst().profile();

    assertThat(profile.embeddingDimensions()).isEqualTo(576);
    assertThat(profile.embeddingTokens()).isPositive();
  }

  @Test
  void isProbedForWhatItCanDo() {
    var connection = models.connections.list(ADMIN).getLast();
    var result = models.probe.run(connection.id(), false, ADMIN).orElseThrow();
    // a machine too busy for a model leaves things unknown, which is right: then once more
    for (int i = 0; i < 3 && result.models().getFirst().profile().jsonSchema() == null; i++) {
      result = models.probe.run(connection.id(), false, ADMIN).orElseThrow();
    }

    assertThat(result.reachable()).isTrue();
    assertThat(result.problem()).isNull();
    assertThat(result.models().getFirst().profile())
        .satisfies(profile -> {
          assertThat(profile.chat()).isTrue();
          assertThat(profile.streaming()).isTrue();
          assertThat(profile.jsonSchema()).isTrue();
          assertThat(profile.tokensPerSecond()).isPositive();
        });
    assertThat(
            models
                .connections
                .find(connection.id(), ADMIN)
                .orElseThrow()
                .models()
                .getFirst()
                .profile())
        .isEqualTo(result.models().getFirst().profile());
  }
}
