package io.cloister.models;

import io.cloister.models.builtin.Reranker;
import io.cloister.models.wire.RankReply;
import io.cloister.models.wire.WireReply;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** In place of a model that ranks: counts the words of the query that a text has. */
final class WordRanker implements Reranker {

  @Override
  public String name() {
    return "words";
  }

  @Override
  public int window() {
    return 512;
  }

  @Override
  public RankReply rank(String query, List<String> texts, Duration patience) {
    var words = Set.of(query.toLowerCase(Locale.ROOT).split(" "));
    return new RankReply.Scores(
        texts.stream()
            .map(text ->
                (double) words.stream().filter(text.toLowerCase(Locale.ROOT)::contains).count())
            .toList(),
        new WireReply.Counts(7, 0, false));
  }
}
