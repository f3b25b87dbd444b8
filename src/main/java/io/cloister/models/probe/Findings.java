package io.cloister.models.probe;

import io.cloister.models.connection.ModelProfile;
import org.jspecify.annotations.Nullable;

/** Gathers a profile, one finding after the other. */
final class Findings {
  @Nullable Boolean chat;
  @Nullable Boolean streaming;
  @Nullable Boolean jsonSchema;
  @Nullable Boolean jsonMode;
  @Nullable Boolean maxItems;
  @Nullable Boolean tools;
  @Nullable Boolean thinking;
  @Nullable Boolean vision;
  @Nullable Integer contextTokens;
  @Nullable Boolean contextAtLeast;
  @Nullable Integer embeddingDimensions;
  @Nullable Boolean embeddingNormalised;
  @Nullable Integer embeddingTokens;
  @Nullable Boolean rerank;
  @Nullable Double tokensPerSecond;

  ModelProfile profile() {
    return new ModelProfile(
        chat,
        streaming,
        jsonSchema,
        jsonMode,
        maxItems,
        tools,
        thinking,
        vision,
        contextTokens,
        contextAtLeast,
        embeddingDimensions,
        embeddingNormalised,
        embeddingTokens,
        rerank,
        tokensPerSecond);
  }
}
