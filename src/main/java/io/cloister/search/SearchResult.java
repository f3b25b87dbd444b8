package io.cloister.search;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found.
 *
 * @param total how many there are in all, of what the caller may see
 * @param incomplete true while the index is being rebuilt
 * @param facets for each of {@code tag, type, collection, language, year} the most frequent values;
 *     empty unless asked for
 * @param didYouMean a better spelling by the words of the library; null if there is none
 * @param interpretation {@code plain}, {@code syntax}, or {@code fallback} if what was asked did
 *     not parse and was searched as plain words
 * @param order by what the hits are in this order
 */
public record SearchResult(
    List<Hit> hits,
    long total,
    boolean incomplete,
    Map<String, List<FacetValue>> facets,
    @Nullable String didYouMean,
    String interpretation,
    Order order) {

  /** The same, with the hits as given. */
  public SearchResult with(List<Hit> others) {
    return new SearchResult(others, total, incomplete, facets, didYouMean, interpretation, order);
  }

  /** What brought hits into their order. */
  public enum Order {
    /** Words, meaning and what speaks for the document. */
    FUSED,
    /** A model besides, which read the best of them beside the query. */
    RERANKED,
    /** As {@link #FUSED}: such a model is routed, but did not answer or was not to be asked. */
    RERANK_FAILED;

    /** The name in the HTTP contract. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** How many documents have this value. */
  public record FacetValue(String value, long count) {}
}
