package io.cloister.answering;

import java.util.List;

/** Who watches an answer being made. Called in order, on one thread at a time. */
public interface Progress {

  /** Nobody watches. */
  Progress NONE = new Progress() {};

  /** The conversation in which the answer will be kept. */
  default void begun(ThreadId thread) {}

  /**
   * {@code searching}, {@code writing}, {@code checking} or {@code quoting} begins; {@code
   * shortened}: the model takes less than the sources that were found.
   */
  default void status(String step) {}

  /** The model is busy; the question has this place in its queue, from 1. */
  default void queued(int place) {}

  /** What the answer may cite. */
  default void sources(List<Citation> sources) {}

  /** The next piece of a model's text. */
  default void delta(String text) {}

  /** A finished sentence and its check. */
  default void check(CheckedSentence sentence) {}

  /** A finished paragraph or list of Markdown; all of them together are all the text. */
  default void block(String markdown) {}

  /** Looked at often, from any thread; once true, asking ends soon. */
  default boolean isStopped() {
    return false;
  }
}
