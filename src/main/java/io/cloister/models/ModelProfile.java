package io.cloister.models;

import org.jspecify.annotations.Nullable;

/**
 * What a probe found a model to do; null where it was not tried.
 *
 * @param jsonSchema whether replies keep to a schema that is asked for
 * @param jsonMode whether replies are JSON when that is asked for
 * @param embeddingDimensions length of its vectors
 * @param tokensPerSecond of a short streamed reply
 */
public record ModelProfile(
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

  static final ModelProfile UNTRIED =
      new ModelProfile(null, null, null, null, null, null, null, null, null, null);
}
