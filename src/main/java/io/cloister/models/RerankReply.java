package io.cloister.models;

import java.util.List;

/**
 * What came of having texts ranked. Callers switch over it without a default; whatever is not
 * {@link Ranked} leaves them with the order that they had.
 */
public sealed interface RerankReply {

  /**
   * @param scores one a text, in the order of the texts; a higher one answers better. Any finite
   *     number: comparable with the others of this reply and with nothing else
   * @param model {@code connection/model}
   * @param usage tokens and money
   */
  record Ranked(List<Double> scores, String model, ModelReply.Usage usage) implements RerankReply {

    public Ranked {
      scores = List.copyOf(scores);
    }
  }

  /** No model of the route answered in time. */
  record Unavailable(String reason) implements RerankReply {}

  /** The budget is spent and nothing was sent. */
  record OverBudget(String budget) implements RerankReply {}

  /** A policy forbids sending these texts to any model of the route; nothing was sent. */
  record Blocked(String rule) implements RerankReply {}

  /** No model is wired to ranking, or the agent that ranks is switched off. */
  record NoRoute() implements RerankReply {}
}
