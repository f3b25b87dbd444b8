package io.cloister.web.search;

import io.cloister.library.Document;
import io.cloister.library.tag.Tag;
import io.cloister.library.text.Passage;
import io.cloister.search.Hit;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchResult;
import io.cloister.search.dates.DateSpan;
import io.cloister.search.dates.Period;
import io.cloister.search.finding.Finder;
import io.cloister.search.finding.Pins;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the page of found documents shows, each value with the address of the link it is. */
record SearchView(
    String words,
    String mode,
    String sort,
    long total,
    long millis,
    boolean incomplete,
    boolean notUnderstood,
    boolean notReranked,
    @Nullable Link didYouMean,
    List<Chip> chips,
    @Nullable String clear,
    List<Found> hits,
    List<Facet> facets,
    List<Narrowing.Filter> kept,
    String csv,
    @Nullable Dates dates,
    @Nullable Dates offered,
    @Nullable DateSpan undated,
    @Nullable Preferred preferred,
    List<Name> names,
    List<Pins.Pinned> pinned) {

  private static final int CHOICES = 8;

  static SearchView of(SearchQuery query, Finder.Found found, Narrowing narrowing, long millis) {
    var result = found.result();
    var better = result.didYouMean();
    var pinned =
        found.pinned().stream().map(pin -> pin.document().id()).collect(Collectors.toSet());
    return new SearchView(
        query.text(),
        query.mode().word(),
        query.sort().name().toLowerCase(Locale.ROOT),
        result.total(),
        millis,
        result.incomplete(),
        result.interpretation().equals("fallback"),
        result.order() == SearchResult.Order.RERANK_FAILED,
        better == null ? null : new Link(better, narrowing.only("q", better).link()),
        chips(narrowing),
        narrowing.isFiltered() && narrowing.one("q") != null ? narrowing.unfiltered().link() : null,
        result.hits().stream()
            .filter(hit -> !pinned.contains(hit.document().id()))
            .map(hit -> new Found(hit, newer(hit, found)))
            .toList(),
        Facets.of(result.facets(), narrowing, CHOICES),
        narrowing.filters(),
        narrowing.link().replaceFirst("^/search", "/search.csv"),
        found.dates() == null ? null : Dates.read(found.dates(), narrowing),
        found.offered() == null ? null : Dates.offered(found.offered(), narrowing),
        found.undated(),
        Preferred.of(found.asked(), narrowing),
        found.others().stream()
            .flatMap(one -> one.others().stream())
            .map(name -> new Name(name, narrowing.with("-also", name).link()))
            .toList(),
        found.pinned());
  }

  private static @Nullable Document newer(Hit hit, Finder.Found found) {
    var newer = found.newer().get(hit.document().id());
    return found.result().hits().stream()
        .map(Hit::document)
        .filter(document -> document.id().equals(newer))
        .findFirst()
        .orElse(null);
  }

  private static List<Chip> chips(Narrowing narrowing) {
    return narrowing.filters().stream()
        .map(filter ->
            new Chip(
                filter.name().equals("-tag") ? "not" : filter.name().replace("-also", "not-also"),
                filter.value(),
                narrowing.without(filter.name(), filter.value()).link()))
        .toList();
  }

  /** Whether nothing at all is there to be shown. */
  public boolean isEmpty() {
    return hits.isEmpty() && pinned.isEmpty();
  }

  /**
   * Days that words of the query name.
   *
   * @param href without them, if they narrow; narrowed to them, if they do not
   * @param asWords where they are words like others
   */
  record Dates(DateSpan span, String href, String asWords) {

    static Dates read(DateSpan span, Narrowing narrowing) {
      return new Dates(
          span, narrowing.only("q", span.rest()).link(), narrowing.only("dates", "off").link());
    }

    static Dates offered(DateSpan span, Narrowing narrowing) {
      var dated = narrowing;
      if (span.from() != null) {
        dated = dated.only("from", span.from().toString());
      }
      if (span.to() != null) {
        dated = dated.only("to", span.to().toString());
      }
      return new Dates(span, dated.link(), narrowing.only("dates", "off").link());
    }
  }

  /**
   * Of when the documents are that are put before others.
   *
   * @param periods empty if the newest are
   * @param href where none are
   */
  record Preferred(List<Period> periods, String href) {

    static @Nullable Preferred of(SearchQuery asked, Narrowing narrowing) {
      var when = asked.when();
      return when.isEver() || asked.sort() != SearchQuery.Sort.RELEVANCE
          ? null
          : new Preferred(when.periods(), narrowing.only("dates", "off").link());
    }
  }

  /** Another name that is looked for; the link leaves it out. */
  record Name(String name, String href) {}

  /** A word with the address it leads to. */
  record Link(String text, String href) {}

  /** A filter that is set; the link takes it away. */
  record Chip(String name, String value, String href) {}

  /**
   * One facet.
   *
   * @param name as in the address: {@code tag, type, collection, language, year}
   */
  record Facet(String name, List<Choice> choices) {}

  /**
   * A value of a facet.
   *
   * @param state {@code on}, {@code off}, or {@code not} if documents with it are left out
   * @param href sets the value, or takes it away
   * @param leave leaves documents with it out; null where that cannot be
   */
  record Choice(String value, long count, String state, String href, @Nullable String leave) {}

  /**
   * One hit.
   *
   * @param newer another hit, that says nearly the same and is newer; null if there is none
   */
  record Found(Hit hit, @Nullable Document newer) {

    public Document document() {
      return hit.document();
    }

    public Passage passage() {
      return hit.passage();
    }

    public List<Tag> tags() {
      return hit.tags();
    }

    /** Opens the document at the passage. */
    public String href() {
      return "/d/%s?v=%d&passage=%s&start=%d&end=%d"
          .formatted(
              document().id(),
              document().current().number(),
              passage().id(),
              passage().start(),
              passage().end());
    }

    /** {@code both}, {@code words} or {@code meaning}. */
    public String matched() {
      return hit.byWords() ? (hit.byMeaning() ? "both" : "words") : "meaning";
    }
  }
}
