package io.cloister.models.probe;

import java.util.Locale;

/**
 * How far the test of a connection is.
 *
 * @param soFar what was found out by now; all of it once it has ended
 */
public record ProbeCourse(Step step, ProbeResult soFar) {

  /** What is tried at this moment. */
  public enum Step {
    LIST,
    ANSWER,
    SHAPE,
    JSON,
    TOOLS,
    VISION,
    WINDOW,
    VECTORS,
    RANKING,
    ENDED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public boolean hasEnded() {
    return step == Step.ENDED;
  }
}
