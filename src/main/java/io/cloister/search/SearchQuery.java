package io.cloister.search;

import io.cloister.library.DocumentId;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for, beside the scope.
 *
 * @param text the words, in the query language of the HTTP contract
 * @param page which page of hits, from 0
 * @param size hits on a page, from 1 to 200
 */
public record SearchQuery(
    String text,
    Mode mode,
    Filter filter,
    Sort sort,
    Grouping grouping,
    int page,
    int size,
    boolean facets) {

  /** The first hits for {@code text} in the default mode. */
  public static SearchQuery of(String text, Grouping grouping, int size) {
    return new SearchQuery(
        text, Mode.HYBRID, Filter.NONE, Sort.RELEVANCE, grouping, 0, size, false);
  }

  public SearchQuery with(Filter other) {
    return new SearchQuery(text, mode, other, sort, grouping, page, size, facets);
  }

  public SearchQuery withoutFacets() {
    return new SearchQuery(text, mode, filter, sort, grouping, page, size, false);
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

    /** Only within these documents. */
    public static Filter within(Set<DocumentId> documents) {
      return new Filter(documents, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, null);
    }
  }
}
