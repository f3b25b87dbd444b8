package io.cloister.search;

import io.cloister.library.DocumentId;
import io.cloister.search.dates.DateSpan;
import io.cloister.search.dates.When;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for, beside the scope.
 *
 * @param text the words, in the query language of the HTTP contract
 * @param page which page of hits, from 0
 * @param size hits on a page, from 1 to 200
 * @param also other names of what the words say: they bring up passages too, but weigh less
 * @param timely whether documents of the days that the words name come before others
 */
public record SearchQuery(
    String text,
    Mode mode,
    Filter filter,
    Sort sort,
    Grouping grouping,
    int page,
    int size,
    boolean facets,
    List<String> also,
    boolean timely) {

  public SearchQuery {
    also = List.copyOf(also);
  }

  /** By the words alone, without other names of what they say. */
  public SearchQuery(
      String text,
      Mode mode,
      Filter filter,
      Sort sort,
      Grouping grouping,
      int page,
      int size,
      boolean facets) {
    this(text, mode, filter, sort, grouping, page, size, facets, List.of(), true);
  }

  /** The first hits for {@code text} in the default mode. */
  public static SearchQuery of(String text, Grouping grouping, int size) {
    return new SearchQuery(
        text, Mode.HYBRID, Filter.NONE, Sort.RELEVANCE, grouping, 0, size, false);
  }

  public SearchQuery with(Filter other) {
    return new SearchQuery(text, mode, other, sort, grouping, page, size, facets, also, timely);
  }

  public SearchQuery withoutFacets() {
    return new SearchQuery(text, mode, filter, sort, grouping, page, size, false, also, timely);
  }

  public SearchQuery withText(String other) {
    return new SearchQuery(other, mode, filter, sort, grouping, page, size, facets, also, timely);
  }

  /** Narrowed to the days, without the words that name them. */
  public SearchQuery within(DateSpan days) {
    return withText(days.rest()).with(filter.dated(days.from(), days.to()));
  }

  public SearchQuery withMode(Mode other) {
    return new SearchQuery(text, other, filter, sort, grouping, page, size, facets, also, timely);
  }

  public SearchQuery withAlso(List<String> names) {
    return new SearchQuery(text, mode, filter, sort, grouping, page, size, facets, names, timely);
  }

  /** From whenever the documents are. */
  public SearchQuery untimely() {
    return new SearchQuery(text, mode, filter, sort, grouping, page, size, facets, also, false);
  }

  /** Of when the documents are that come first; only words say nothing of that. */
  public When when() {
    return timely && mode != Mode.KEYWORD ? When.of(text) : When.EVER;
  }

  /** By what a passage is found. */
  public enum Mode {
    HYBRID,
    KEYWORD,
    SEMANTIC;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** In which order hits come. */
  public enum Sort {
    RELEVANCE,
    NEWEST,
    OLDEST,
    TITLE
  }

  /** Whether a document comes once, by its best passage, or with each passage. */
  public enum Grouping {
    DOCUMENT,
    PASSAGE
  }

  /**
   * What hits must be; an empty set or null does not narrow. Each of {@code tags} must be there,
   * none of {@code withoutTags}; of the other sets one is enough.
   *
   * @param types media types or their families as the facet names them
   */
  public record Filter(
      Set<DocumentId> documents,
      Set<String> tags,
      Set<String> withoutTags,
      Set<String> types,
      Set<String> languages,
      Set<String> labels,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {

    public static final Filter NONE =
        new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, null);

    /** The same, but from and until these days. */
    public Filter dated(@Nullable LocalDate first, @Nullable LocalDate last) {
      return new Filter(documents, tags, withoutTags, types, languages, labels, first, last);
    }

    /** Only within these documents. */
    public static Filter within(Set<DocumentId> documents) {
      return new Filter(documents, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, null);
    }
  }
}
