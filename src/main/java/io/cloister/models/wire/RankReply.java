package io.cloister.models.wire;

import java.util.List;

/** What came of asking how well texts answer a query. */
public sealed interface RankReply {

  /**
   * @param scores one a text, in their order, all finite; higher is better
   */
  record Scores(List<Double> scores, WireReply.Counts counts) implements RankReply {
    public Scores {
      scores = List.copyOf(scores);
    }
  }

  record Failed(Failure failure) implements RankReply {}
}
