package io.cloister.api.search;

import io.cloister.search.SearchResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result in the contract's shape.
 *
 * @param query what was asked, as it was sent
 */
record SearchShape(
    String query,
    String mode,
    int page,
    int size,
    long total,
    long tookMillis,
    boolean incomplete,
    List<HitShape> hits,
    Map<String, List<SearchResult.FacetValue>> facets,
    @Nullable String didYouMean,
    String interpretation) {}
