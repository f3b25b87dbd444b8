package io.cloister.models.probe;

import io.cloister.models.wire.Endpoint;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.RankReply;
import io.cloister.models.wire.Wire;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds whether a model puts a text that answers a question before one that does not. */
final class RerankTrial {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String QUESTION = "Where does the mill stand?";
  private static final List<String> TEXTS =
      List.of("Herons nest in spring.", "The mill stands by the river.");

  private final Wire wire;
  private final Endpoint endpoint;
  private final String model;

  RerankTrial(Wire wire, Endpoint endpoint, String model) {
    this.wire = wire;
    this.endpoint = endpoint;
    this.model = model;
  }

  /**
   * Fills in what the model does.
   *
   * @return why it gives no scores; null if it does
   */
  @Nullable Failure run(Findings found) {
    return switch (wire.rank(endpoint, model, QUESTION, TEXTS, PATIENCE)) {
      case RankReply.Failed failed -> failed.failure();
      case RankReply.Scores ranked -> {
        found.rerank = ranked.scores().get(1) > ranked.scores().get(0);
        yield null;
      }
    };
  }
}
