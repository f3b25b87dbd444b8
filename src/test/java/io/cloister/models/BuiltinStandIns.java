package io.cloister.models;

import io.cloister.models.builtin.Reranker;
import io.cloister.models.wire.RankReply;
import io.cloister.models.wire.WireReply;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** In place of the built-in models, which take seconds to be loaded. */
final class BuiltinStandIns {

  private BuiltinStandIns() {}

  /** Counts the words of the query that a text has. */
  static final class WordRanker implements Reranker {

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

  static final class NoEmbedder implements Embedder {

    @Override
    public String name() {
      return "all-minilm-l6-v2";
    }

    @Override
    public String fingerprint() {
      return "none";
    }

    @Override
    public int dimensions() {
      return 384;
    }

    @Override
    public int window() {
      return 256;
    }

    @Override
    public int countTokens(String text) {
      return 1;
    }

    @Override
    public boolean isMadeFor(String text) {
      return false;
    }

    @Override
    public float[] embed(String text) {
      throw new UnsupportedOperationException();
    }
  }
}
