package io.cloister.search;

import java.util.List;
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
 */
public record SearchResult(
    List<Hit> hits,
    long total,
    boolean incomplete,
    Map<String, List<FacetValue>> facets,
    @Nullable String didYouMean,
    String interpretation) {

  /** How many documents have this value. */
  public record FacetValue(String value, long count) {}
}
