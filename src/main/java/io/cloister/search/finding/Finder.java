package io.cloister.search.finding;

import io.cloister.library.AccessScope;
import io.cloister.library.DocumentId;
import io.cloister.library.likeness.Likenesses;
import io.cloister.search.Hit;
import io.cloister.search.PassageSearch;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchQuery.Grouping;
import io.cloister.search.SearchQuery.Sort;
import io.cloister.search.SearchResult;
import io.cloister.search.dates.DateSpan;
import io.cloister.search.dates.DateWords;
import io.cloister.search.dates.When;
import io.cloister.search.finding.Synonyms.OtherNames;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Searches for what people say: days in words become a filter, other names of things are looked for
 * too, and what was pinned to the query comes along. What was made of the words is told, so that it
 * can be taken back.
 */
@Component
public class Finder {

  private static final int MOST_NAMES = 8;
  private static final int MOST_WORDS = 12;
  private static final int MOST_INSIDE = 200;
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"?(?:~\\d+)?");

  private final PassageSearch search;
  private final ObjectProvider<Synonyms> synonyms;
  private final Pins pins;
  private final Likenesses likenesses;
  private final Clock clock;

  Finder(
      PassageSearch search,
      ObjectProvider<Synonyms> synonyms,
      Pins pins,
      Likenesses likenesses,
      Clock clock) {
    this.search = search;
    this.synonyms = synonyms;
    this.pins = pins;
    this.likenesses = likenesses;
    this.clock = clock;
  }

  /**
   * What is not to be made of the words.
   *
   * @param dates whether days in words are read, to narrow to them or to put first what is from
   *     then
   * @param names whether other names are looked for
   * @param without other names that are not looked for
   */
  public record Wish(boolean dates, boolean names, Set<String> without) {

    public static final Wish ALL = new Wish(true, true, Set.of());
    public static final Wish PLAIN = new Wish(false, false, Set.of());

    public Wish {
      without = Set.copyOf(without);
    }
  }

  /**
   * What was found, and what was made of the words.
   *
   * @param asked what was asked in the end
   * @param dates the days that the query was narrowed to; null if to none
   * @param offered days that the words name but may not mean; null if there are none
   * @param undated days that were meant, but nothing is from then, so that they were looked for as
   *     words; null if that was not so
   * @param others the other names that were looked for
   * @param pinned documents that were put to this query, to be shown before the hits
   * @param newer of hits that are nearly the same as a newer one among them, that one
   */
  public record Found(
      SearchQuery asked,
      SearchResult result,
      @Nullable DateSpan dates,
      @Nullable DateSpan offered,
      @Nullable DateSpan undated,
      List<OtherNames> others,
      List<Pins.Pinned> pinned,
      Map<DocumentId, DocumentId> newer) {}

  public Found find(SearchQuery given, Wish wish, AccessScope scope) {
    var query = wish.dates() ? given : given.untimely();
    var pinned = pinned(query, scope);
    var span = wish.dates() ? span(query) : null;
    if (span != null && span.isSure()) {
      var dated = query.within(span);
      var others = others(dated.text(), wish, scope);
      var asked = dated.withAlso(names(others));
      var result = search.find(asked, scope);
      if (result.total() > 0) {
        return newestFirst(new Found(asked, result, span, null, null, others, pinned, Map.of()));
      }
    }
    var others = others(query.text(), wish, scope);
    var asked = query.withAlso(names(others));
    var result = search.find(asked, scope);
    boolean isSure = span != null && span.isSure();
    return newestFirst(
        new Found(
            asked,
            result,
            null,
            isSure ? null : span,
            isSure ? span : null,
            others,
            pinned,
            Map.of()));
  }

  /**
   * Of documents that say nearly the same the newest comes first, where the best of them stood;
   * unless days are named, and with them one of quarterly reports that read alike.
   */
  private Found newestFirst(Found found) {
    var asked = found.asked();
    if (asked.sort() != Sort.RELEVANCE || asked.grouping() != Grouping.DOCUMENT) {
      return found;
    }
    var hits = found.result().hits();
    var newer = likenesses.newest(hits.stream().map(Hit::document).toList());
    boolean areDaysNamed = !When.of(asked.text()).periods().isEmpty();
    return newer.isEmpty()
        ? found
        : new Found(
            asked,
            areDaysNamed ? found.result() : found.result().with(NewestFirst.of(hits, newer)),
            found.dates(),
            found.offered(),
            found.undated(),
            found.others(),
            found.pinned(),
            newer);
  }

  /** The passages of one document that have any of the words, in reading order. */
  public List<Hit> inside(DocumentId document, String words, int most, AccessScope scope) {
    var query =
        SearchQuery.of(words, Grouping.PASSAGE, Math.min(most, MOST_INSIDE))
            .withMode(SearchQuery.Mode.KEYWORD)
            .with(SearchQuery.Filter.within(Set.of(document)));
    // a passage is also found by the title of its document
    return search.find(query, scope).hits().stream()
        .filter(hit -> hit.highlights().stream().anyMatch(mark -> mark.contains("<mark>")))
        .sorted(Comparator.comparingInt(hit -> hit.passage().ordinal()))
        .toList();
  }

  private List<Pins.Pinned> pinned(SearchQuery query, AccessScope scope) {
    boolean isPlain =
        query.page() == 0
            && query.sort() == Sort.RELEVANCE
            && query.grouping() == Grouping.DOCUMENT
            && query.filter().equals(SearchQuery.Filter.NONE);
    return isPlain ? pins.of(query.text(), scope) : List.of();
  }

  private @Nullable DateSpan span(SearchQuery query) {
    boolean isDated = query.filter().from() != null || query.filter().to() != null;
    return isDated ? null : DateWords.find(query.text(), today()).orElse(null);
  }

  /** The day that {@code last month} is told from. */
  public LocalDate today() {
    return clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static List<String> names(List<OtherNames> others) {
    return others.stream().flatMap(one -> one.others().stream()).toList();
  }

  private List<OtherNames> others(String text, Wish wish, AccessScope scope) {
    var words = wish.names() ? words(text) : List.<String>of();
    if (words.isEmpty() || words.size() > MOST_WORDS) {
      return List.of();
    }
    var without = wish.without().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    var others = new ArrayList<OtherNames>();
    int names = 0;
    for (var known : synonyms) {
      for (var one : known.of(words, scope)) {
        var left =
            one.others().stream()
                .filter(name -> !without.contains(name.toLowerCase(Locale.ROOT)))
                .limit(MOST_NAMES - names)
                .toList();
        names += left.size();
        if (!left.isEmpty()) {
          others.add(new OtherNames(one.said(), left));
        }
      }
    }
    return others;
  }

  /** The plain words: not those in quotation marks, of a field, or that are not wanted. */
  private static List<String> words(String text) {
    var words = new ArrayList<String>();
    for (var word : QUOTED.matcher(text).replaceAll(" ").split("[\\s()]+", 0)) {
      boolean isPlain = !word.startsWith("-") && !word.matches("\\w+:.*|AND|OR|NOT");
      if (isPlain && !word.isBlank()) {
        words.add(word);
      }
    }
    return words;
  }
}
