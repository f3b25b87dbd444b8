package io.cloister.drafting.generate;

import io.cloister.drafting.Draft;
import io.cloister.drafting.Markup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of having a model write a section. */
sealed interface Written {

  /**
   * @param blocks with the marks of the draft's own citations
   * @param notice what is to be said about it; null if nothing
   */
  record ByModel(List<Markup.Block> blocks, String model, Draft.@Nullable Notice notice)
      implements Written {}

  /** The model did not write it, and why. */
  record Not(Draft.Notice notice) implements Written {}

  /** It was stopped from outside. */
  record Stopped() implements Written {}
}
