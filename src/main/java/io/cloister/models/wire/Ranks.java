package io.cloister.models.wire;

import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads what endpoints answer to {@code POST /rerank}. */
final class Ranks {

  private Ranks() {}

  /** The scores if there is one for each text, in whatever order they came. */
  static RankReply read(JsonNode answer, String query, List<String> texts) {
    var ranked = answer.has("results") ? answer.path("results") : answer.path("data");
    var scores = new Double[texts.size()];
    for (var each : ranked) {
      int at = each.path("index").asInt(-1);
      var said = each.path("relevance_score");
      double score = said.isNumber() ? said.asDouble(Double.NaN) : Double.NaN;
      if (at < 0 || at >= scores.length || scores[at] != null || !Double.isFinite(score)) {
        return noReply();
      }
      scores[at] = score;
    }
    return ranked.isArray() && Arrays.stream(scores).allMatch(score -> score != null)
        ? new RankReply.Scores(List.of(scores), counts(answer, query, texts))
        : noReply();
  }

  private static RankReply noReply() {
    return new RankReply.Failed(Failure.of(Failure.Cause.NOT_A_REPLY));
  }

  /** vLLM and Jina tell the total, Cohere beside what it bills; others guess or say nothing. */
  private static WireReply.Counts counts(JsonNode answer, String query, List<String> texts) {
    var usage = answer.path("usage");
    var billed = answer.path("meta");
    int told =
        usage
            .path("total_tokens")
            .asInt(
                usage
                    .path("prompt_tokens")
                    .asInt(billed.path("tokens").path("input_tokens").asInt(0)));
    long characters = texts.stream().mapToLong(text -> text.length() + query.length()).sum();
    return told > 0 && WireReply.Counts.isPlausible(told, characters)
        ? new WireReply.Counts(told, 0, false)
        : new WireReply.Counts((int) Math.min(characters / 4 + 1, Integer.MAX_VALUE), 0, true);
  }
}
