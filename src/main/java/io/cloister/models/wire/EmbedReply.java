package io.cloister.models.wire;

import java.util.List;

/** What came of asking for vectors. */
public sealed interface EmbedReply {

  /**
   * @param vectors one a text, in their order
   * @param inputTokens 0 if the endpoint does not tell
   */
  record Vectors(List<float[]> vectors, int inputTokens) implements EmbedReply {}

  record Failed(Failure failure) implements EmbedReply {}
}
