package io.cloister.api.models;

import io.cloister.models.probe.ProbeResult;
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
        result.models().stream().map(ProbedShape::of).toList());
  }

  record ProbedShape(
      String name,
      @Nullable Boolean chat,
      @Nullable Boolean streaming,
      @Nullable Boolean jsonSchema,
      @Nullable Boolean jsonMode,
      @Nullable Boolean maxItems,
      @Nullable Boolean tools,
      @Nullable Boolean thinking,
      @Nullable Boolean vision,
      @Nullable Integer contextTokens,
      @Nullable Boolean contextAtLeast,
      @Nullable Integer embeddingDimensions,
      @Nullable Boolean embeddingNormalised,
      @Nullable Integer embeddingTokens,
      @Nullable Double tokensPerSecond) {

    static ProbedShape of(ProbeResult.ProbedModel model) {
      var profile = model.profile();
      var tried = profile.contextTokens();
      return new ProbedShape(
          model.name(),
          profile.chat(),
          profile.streaming(),
          profile.jsonSchema(),
          profile.jsonMode(),
          profile.maxItems(),
          profile.tools(),
          profile.thinking(),
          profile.vision(),
          tried == null ? model.contextTokens() : tried,
          profile.contextAtLeast(),
          profile.embeddingDimensions(),
          profile.embeddingNormalised(),
          profile.embeddingTokens(),
          profile.tokensPerSecond());
    }
  }
}
