package io.cloister.api.search;

import io.cloister.search.SearchQuery;
import io.cloister.search.SearchResult;
import io.cloister.search.finding.Finder;
import io.cloister.search.finding.Synonyms.OtherNames;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A result in the contract's shape.
 *
 * @param query what was asked, as it was sent
 * @param dates days that its words name; null if none
 * @param preferred of when the documents are that are put before others; null if none are
 * @param otherNames names that were looked for besides
 * @param pinned documents that editors put before the hits
 * @param ranking {@code fused}; {@code reranked} if a model read the best of them; {@code
 *     rerank-failed} if one was to, but did not
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
    String interpretation,
    @Nullable Dates dates,
    @Nullable Preferred preferred,
    List<OtherNames> otherNames,
    List<PinShape> pinned,
    String ranking) {

  /**
   * Of when the documents are that are put before others.
   *
   * @param days any of these; empty if the newest are
   */
  record Preferred(List<Days> days) {

    record Days(LocalDate from, LocalDate to) {}

    static @Nullable Preferred of(SearchQuery asked) {
      var when = asked.when();
      return when.isEver() || asked.sort() != SearchQuery.Sort.RELEVANCE
          ? null
          : new Preferred(
              when.periods().stream().map(one -> new Days(one.first(), one.last())).toList());
    }
  }

  /**
   * Days that words of the query name.
   *
   * @param applied whether the hits are narrowed to them; if not, the words were looked for
   */
  record Dates(String words, @Nullable LocalDate from, @Nullable LocalDate to, boolean applied) {

    static @Nullable Dates of(Finder.Found found) {
      var span =
          found.dates() != null
              ? found.dates()
              : found.offered() != null ? found.offered() : found.undated();
      return span == null
          ? null
          : new Dates(span.words(), span.from(), span.to(), found.dates() != null);
    }
  }
}
