package io.cloister.models.connection;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One model of a connection.
 *
 * @param kinds what it is for: {@code chat}, {@code embedding}, {@code rerank}, {@code image},
 *     {@code video}, {@code transcription}
 * @param contextTokens the longest prompt and reply together; null if nobody said
 * @param inputMicrosPerMillionTokens price in millionths of the currency; 0 for one's own
 * @param profile what the last probe found out; null before the first
 */
public record OfferedModel(
    String name,
    List<String> kinds,
    @Nullable Integer contextTokens,
    long inputMicrosPerMillionTokens,
    long outputMicrosPerMillionTokens,
    @Nullable ModelProfile profile) {

  public static final List<String> KINDS =
      List.of("chat", "embedding", "rerank", "image", "video", "transcription");

  public OfferedModel {
    kinds = List.copyOf(kinds);
  }

  public boolean isFor(String kind) {
    return kinds.contains(kind);
  }

  /** With what was found out of it before, if it was there before. */
  OfferedModel profiledAs(Optional<OfferedModel> before) {
    return before
        .map(known ->
            new OfferedModel(
                name,
                kinds,
                contextTokens,
                inputMicrosPerMillionTokens,
                outputMicrosPerMillionTokens,
                known.profile()))
        .orElse(this);
  }

  public long costMicros(long inputTokens, long outputTokens) {
    return (inputTokens * inputMicrosPerMillionTokens + outputTokens * outputMicrosPerMillionTokens)
        / 1_000_000;
  }

  /** The same, rounded up. */
  public long mostMicros(long inputTokens, long outputTokens) {
    return Math.ceilDiv(
        inputTokens * inputMicrosPerMillionTokens + outputTokens * outputMicrosPerMillionTokens,
        1_000_000L);
  }
}
