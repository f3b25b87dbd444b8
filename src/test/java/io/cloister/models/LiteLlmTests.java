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
import io.cloister.models.ModelReply.Unavailable;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.connection.ModelProfile;
import io.cloister.models.connection.OfferedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shapes of Gemini and Azure as another program speaks them, before a real, tiny model. */
@Tag("litellm")
class LiteLlmTests {

  private static LiteLlm proxy;

  @TempDir Path folder;
  private ModelsOnly models;

  /** Where LiteLLM speaks each. */
  enum Shape {
    GEMINI("gemini", "/v1beta"),
    AZURE("azure-openai", "");

    private final String kind;
    private final String path;

    Shape(String kind, String path) {
      this.kind = kind;
      this.path = path;
    }
  }

  @BeforeAll
  static void start() throws IOException {
    proxy =
        new LiteLlm(
            "tiny=%s,%s,%s".formatted(LocalModel.chat(), LocalModel.KEY, LocalModel.NAME),
            "nowhere=http://127.0.0.1:9/v1,none,none");
  }

  @AfterAll
  static void stop() throws IOException {
    proxy.close();
  }

  @BeforeEach
  void open() {
    models = new ModelsOnly(folder);
  }

  @AfterEach
  void close() {
    models.close();
  }

  @ParameterizedTest
  @EnumSource
  void answersWithItsUsage(Shape shape) {
    models.route(connect(shape, "tiny"));

    assertThat(models.gateway.complete(request(Label.SECRET), STAFF))
        .asInstanceOf(type(Completed.class))
        .satisfies(completed -> {
          assertThat(completed.text()).isNotBlank();
          assertThat(completed.usage().inputTokens()).isPositive();
          assertThat(completed.usage().outputTokens()).isPositive();
          assertThat(completed.usage().estimated()).isFalse();
        });
  }

  @ParameterizedTest
  @EnumSource
  void streams(Shape shape) {
    models.route(connect(shape, "tiny"));
    var text = new StringBuilder();

    assertThat(models.gateway.stream(request(Label.SECRET), STAFF, text::append, () -> false))
        .asInstanceOf(type(Completed.class))
        .satisfies(
            completed -> assertThat(completed.text()).isEqualTo(text.toString()).isNotBlank());
    assertThat(models.log().getFirst().firstTokenMillis()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void tellsAnUnknownModelAndADeadEndpointApart(Shape shape) {
    assertThat(failure(connect(shape, "unheard-of"))).isIn("unknown-model", "bad-request");
    assertThat(failure(connect(shape, "nowhere"))).isEqualTo("server-error");
  }

  @ParameterizedTest
  @EnumSource
  void isProbedForWhatItCanDo(Shape shape) {
    var connection = connect(shape, "tiny");

    assertThat(models.probe.run(connection.id(), false, ADMIN).orElseThrow().models().getFirst())
        .satisfies(model ->
            assertThat(model.profile())
                .extracting(ModelProfile::chat, ModelProfile::streaming)
                .containsExactly(true, true));
  }

  private String failure(Connection connection) {
    models.route(connection);
    assertThat(models.gateway.complete(request(Label.SECRET), STAFF))
        .isInstanceOf(Unavailable.class);
    return String.valueOf(models.log().getFirst().detail());
  }

  private Connection connect(Shape shape, String model) {
    return models.connections.create(
        new ConnectionSetting(
            shape.kind + "-" + model,
            shape.kind,
            proxy.address() + shape.path,
            LiteLlm.KEY,
            Boundary.INSIDE,
            null,
            null,
            List.of(new OfferedModel(model, List.of("chat"), 8192, 1_000_000, 1_000_000, null))),
        ADMIN);
  }
}
