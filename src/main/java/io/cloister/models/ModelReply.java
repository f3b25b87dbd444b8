package io.cloister.models;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking a model: its words, or why there are none. Callers switch over it without a
 * default, so that a new case stops the build at every place that has to think about it.
 */
public sealed interface ModelReply {

  /**
   * The model answered. Its words are untrusted input.
   *
   * @param model {@code connection/model}
   * @param complete false if it was cut off by length, by a broken stream or by time
   * @param usage tokens and money
   */
  record Completed(String text, String model, boolean complete, Usage usage)
      implements ModelReply {}

  /** The provider declined these words; sending them again is pointless. */
  record Refused(String reason) implements ModelReply {}

  /** No model of the route answered in time. */
  record Unavailable(String reason, @Nullable Duration retryAfter) implements ModelReply {}

  /** The budget is spent and nothing was sent. */
  record OverBudget(String budget) implements ModelReply {}

  /** A policy forbids sending this text to any model of the route; nothing was sent. */
  record Blocked(String rule) implements ModelReply {}

  /** No model is wired to the function. */
  record NoRoute() implements ModelReply {}

  /** The caller stopped it; what had come until then. */
  record Stopped(String text) implements ModelReply {}

  /**
   * @param costMicros millionths of the configured currency
   */
  record Usage(
      int inputTokens, int outputTokens, boolean estimated, long costMicros, long millis) {}
}
