package io.cloister.models.route;

import io.cloister.governance.Boundary;
import io.cloister.models.ModelName;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which model would be asked, and why each other would not.
 *
 * @param chosen null if none would be
 * @param route the rule or the place in the table of routes that names them
 * @param rules those that were looked at, up to the one that was taken
 */
public record Explanation(
    @Nullable ModelName chosen,
    List<Considered> considered,
    String route,
    List<RuleConsidered> rules) {

  public Explanation {
    considered = List.copyOf(considered);
    rules = List.copyOf(rules);
  }

  /** What becomes of one model. */
  public enum Verdict {
    CHOSEN,
    /** Asked if those before it fail. */
    FALLBACK,
    /** A policy forbids it. */
    BLOCKED,
    /** Left alone for a while after failing. */
    PAUSED,
    /** No part of the route. */
    NOT_ROUTED,
    /** Made for something else. */
    UNSUITED,
    /** The agent that would ask it is switched off. */
    SWITCHED_OFF,
    /** A budget that its call would belong to is spent. */
    OVER_BUDGET,
    /** As many calls wait for its connection as may. */
    QUEUE_FULL;

    /** Whether it is asked, if those before it fail. */
    public boolean isAsked() {
      return this == CHOSEN || this == FALLBACK;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @param reason in words, for whoever asks why
   * @param mostTook nineteen of twenty of its latest replies took no longer; null if too few are
   *     known
   */
  public record Considered(
      ModelName model,
      Boundary boundary,
      Verdict verdict,
      String reason,
      @Nullable Duration mostTook) {

    /** The same with another end. */
    public Considered as(Verdict other, String why) {
      return new Considered(model, boundary, other, why, mostTook);
    }
  }

  /**
   * @param why it was not taken; null for the one that was
   */
  public record RuleConsidered(String name, @Nullable Mismatch why) {}
}
