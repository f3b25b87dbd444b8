package io.cloister.models.connection;

import org.jspecify.annotations.Nullable;

/**
 * What a probe found a model to do; null where it was not tried.
 *
 * @param jsonSchema whether replies keep to a schema that is asked for
 * @param jsonMode whether replies are JSON when that is asked for
 * @param maxItems whether a schema's limit of a list is kept
 * @param tools whether it called a tool that it was offered
 * @param thinking whether it thinks in words before it answers
 * @param vision whether it told the colours of pictures
 * @param contextTokens the longest prompt that was taken whole, found by trial
 * @param contextAtLeast whether a longer one may be taken too, but none was tried
 * @param embeddingDimensions length of its vectors
 * @param embeddingNormalised whether its vectors have the length 1
 * @param embeddingTokens the longest text that is embedded whole
 * @param rerank whether it put the text that answers before one that does not
 * @param tokensPerSecond of a short streamed reply
 */
public record ModelProfile(
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
    @Nullable Boolean rerank,
    @Nullable Double tokensPerSecond) {

  public static final ModelProfile UNTRIED =
      new ModelProfile(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  /** Of a model of which only this is known, that it embeds. */
  static ModelProfile ofEmbedding(int dimensions, int tokens) {
    return new ModelProfile(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        dimensions,
        true,
        tokens,
        null,
        null);
  }

  /** With what its label says of its length, where nothing was found out. */
  public ModelProfile orContext(@Nullable Integer tokens) {
    return contextTokens != null || tokens == null
        ? this
        : new ModelProfile(
            chat,
            streaming,
            jsonSchema,
            jsonMode,
            maxItems,
            tools,
            thinking,
            vision,
            tokens,
            contextAtLeast,
            embeddingDimensions,
            embeddingNormalised,
            embeddingTokens,
            rerank,
            tokensPerSecond);
  }
}
