package io.cloister.models;

import io.cloister.governance.Boundary;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which model would be asked, and why each other would not.
 *
 * @param chosen null if none would be
 */
public record Explanation(@Nullable ModelName chosen, List<Considered> considered) {

  public Explanation {
    considered = List.copyOf(considered);
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
    UNSUITED;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @param reason in words, for whoever asks why
   */
  public record Considered(ModelName model, Boundary boundary, Verdict verdict, String reason) {}
}
