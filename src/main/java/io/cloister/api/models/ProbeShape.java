package io.cloister.api.models;

import io.cloister.models.ModelProfile;
import io.cloister.models.ProbeResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What trying out a connection showed, as the contract shows it. */
record ProbeShape(
    boolean reachable,
    long millis,
    ProbeResult.@Nullable Problem problem,
    List<ProbedShape> models) {

  static ProbeShape of(ProbeResult result) {
    return new ProbeShape(
        result.reachable(),
        result.millis(),
        result.problem(),
        result.models().stream()
            .map(model -> ProbedShape.of(model.name(), model.profile()))
            .toList());
  }

  record ProbedShape(
      String name,
      @Nullable Boolean chat,
      @Nullable Boolean streaming,
      @Nullable Boolean jsonSchema,
      @Nullable Boolean jsonMode,
      @Nullable Boolean tools,
      @Nullable Boolean thinking,
      @Nullable Boolean vision,
      @Nullable Integer contextTokens,
      @Nullable Integer embeddingDimensions,
      @Nullable Double tokensPerSecond) {

    static ProbedShape of(String name, ModelProfile profile) {
      return new ProbedShape(
          name,
          profile.chat(),
          profile.streaming(),
          profile.jsonSchema(),
          profile.jsonMode(),
          profile.tools(),
          profile.thinking(),
          profile.vision(),
          profile.contextTokens(),
          profile.embeddingDimensions(),
          profile.tokensPerSecond());
    }
  }
}
