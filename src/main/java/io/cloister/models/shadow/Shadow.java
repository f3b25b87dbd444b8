package io.cloister.models.shadow;

import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import java.time.Instant;

/**
 * A second model that is asked what the function's own was asked, without anybody seeing its reply.
 *
 * @param share of a hundred calls, 0 for none at present
 * @param since when this model became the function's shadow
 */
public record Shadow(ModelFunction function, ModelName model, int share, Instant since) {

  private static final String ROUTE = "shadow · ";

  /** What the log has as the route of a function's shadow calls. */
  static String route(ModelFunction function) {
    return ROUTE + function.word();
  }
}
