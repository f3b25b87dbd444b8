package io.cloister.api.models;

import io.cloister.governance.Boundary;
import io.cloister.models.Connection;
import io.cloister.models.ConnectionSetting;
import io.cloister.models.ConnectionStates.State;
import io.cloister.models.OfferedModel;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connection as the contract shows it. */
record ConnectionShape(
    String id,
    String name,
    String kind,
    @Nullable String baseUrl,
    KeyShape apiKey,
    String boundary,
    @Nullable String region,
    String owner,
    Map<String, String> headers,
    List<ModelShape> models,
    @Nullable Integer maxConcurrent,
    StateShape state) {

  static ConnectionShape of(Connection connection, State state) {
    return new ConnectionShape(
        connection.id().toString(),
        connection.name(),
        connection.kind().word(),
        connection.baseUrl() == null ? null : connection.baseUrl().toString(),
        new KeyShape(connection.key().set(), connection.key().last4()),
        connection.boundary().word(),
        connection.region(),
        "deployment",
        connection.headers(),
        connection.models().stream().map(ModelShape::of).toList(),
        connection.maxConcurrent(),
        StateShape.of(state));
  }

  /**
   * @param pausedSeconds how long it is left alone after failing; null if it is not
   */
  record StateShape(int asked, int waiting, @Nullable Long pausedSeconds) {

    static StateShape of(State state) {
      return new StateShape(
          state.asked(), state.waiting(), state.pause() == null ? null : state.pause().toSeconds());
    }
  }

  record KeyShape(boolean set, @Nullable String last4) {}

  record ModelShape(
      @NotBlank @Size(max = 300) String name,
      @NotEmpty List<String> kinds,
      @Nullable @Min(1) Integer contextTokens,
      @Nullable @Min(0) Long inputMicrosPerMillionTokens,
      @Nullable @Min(0) Long outputMicrosPerMillionTokens) {

    static ModelShape of(OfferedModel model) {
      return new ModelShape(
          model.name(),
          model.kinds(),
          model.contextTokens(),
          model.inputMicrosPerMillionTokens(),
          model.outputMicrosPerMillionTokens());
    }

    OfferedModel toModel() {
      return new OfferedModel(
          name,
          kinds,
          contextTokens,
          inputMicrosPerMillionTokens == null ? 0 : inputMicrosPerMillionTokens,
          outputMicrosPerMillionTokens == null ? 0 : outputMicrosPerMillionTokens,
          null);
    }
  }

  /** What may be said of a connection when it is made or changed. */
  record Wanted(
      @Nullable String name,
      @Nullable String kind,
      @Nullable String baseUrl,
      @Nullable String apiKey,
      @Nullable @Pattern(regexp = "inside|private|public") String boundary,
      @Nullable @Size(max = 100) String region,
      @Nullable @Pattern(regexp = "deployment") String owner,
      @Nullable Map<String, String> headers,
      @Nullable List<@Valid ModelShape> models,
      @Nullable @Min(0) Integer maxConcurrent) {

    ConnectionSetting toSetting() {
      return new ConnectionSetting(
          name,
          kind,
          baseUrl,
          apiKey,
          boundary == null ? null : Boundary.of(boundary),
          region,
          headers,
          models == null ? null : models.stream().map(ModelShape::toModel).toList(),
          maxConcurrent);
    }

    /** Without the key: records print what they hold. */
    @Override
    public String toString() {
      return "Wanted[" + name + "]";
    }
  }
}
