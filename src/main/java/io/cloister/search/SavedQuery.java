package io.cloister.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.search.SearchQuery.Filter;
import io.cloister.search.SearchQuery.Grouping;
import io.cloister.search.SearchQuery.Mode;
import io.cloister.search.SearchQuery.Sort;
import io.cloister.search.dates.DateSpan;
import io.cloister.search.dates.DateWords;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a search says, by the names of the HTTP contract: {@code q}, {@code mode}, {@code tag} and
 * so on, each with its values. A value that means nothing is as if it were not there.
 */
public record SavedQuery(Map<String, List<String>> values) {

  /** The names that a search can have values of. */
  public static final Set<String> NAMES =
      Set.of(
          "q",
          "mode",
          "sort",
          "collection",
          "tag",
          "-tag",
          "type",
          "language",
          "label",
          "from",
          "to",
          "dates",
          "also",
          "-also");

  private static final Set<String> ALONE_NOTHING = Set.of("mode", "sort", "dates", "also", "-also");

  /** Keeps of {@code values} what is known and not blank, in an order of its own. */
  public SavedQuery {
    var kept = new TreeMap<String, List<String>>();
    values.forEach((name, all) -> {
      var some = all.stream().map(String::strip).filter(one -> !one.isEmpty()).distinct().toList();
      if (NAMES.contains(name) && !some.isEmpty()) {
        kept.put(name, some);
      }
    });
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(kept));
  }

  /** Reads what {@link #address} wrote. */
  public static SavedQuery parse(String address) {
    var values = new LinkedHashMap<String, List<String>>();
    for (var pair : address.split("&", -1)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        values
            .computeIfAbsent(
                URLDecoder.decode(pair.substring(0, at), UTF_8), _ -> new ArrayList<>())
            .add(URLDecoder.decode(pair.substring(at + 1), UTF_8));
      }
    }
    return new SavedQuery(values);
  }

  /** As the part of an address after its question mark. */
  public String address() {
    return values.entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(value -> pair(entry.getKey(), value)))
        .collect(Collectors.joining("&"));
  }

  private static String pair(String name, String value) {
    return URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8);
  }

  /** Whether it looks for anything at all. */
  public boolean isEmpty() {
    return ALONE_NOTHING.containsAll(values.keySet());
  }

  /** The collections it is narrowed to, by name or id; none of them means all. */
  public Set<String> collections() {
    return all("collection");
  }

  /** Whether days in the words are read as such. */
  public boolean readsDates() {
    return !"off".equals(one("dates"));
  }

  /** Whether other names of what the words say are looked for. */
  public boolean looksForOtherNames() {
    return !"off".equals(one("also"));
  }

  /** The other names that are not looked for. */
  public Set<String> withoutNames() {
    return all("-also");
  }

  /**
   * One page of it, as its words stand.
   *
   * @param today the day that {@code from=last month} is told from
   */
  public SearchQuery query(int page, int size, boolean facets, LocalDate today) {
    var words = one("q");
    var from = days(one("from"), today);
    var to = days(one("to"), today);
    return new SearchQuery(
        words == null ? "" : words,
        of(Mode.values(), one("mode"), Mode.HYBRID),
        new Filter(
            Set.of(),
            all("tag"),
            all("-tag"),
            all("type"),
            all("language"),
            all("label"),
            from == null ? null : from.from(),
            to == null ? null : to.to()),
        of(Sort.values(), one("sort"), Sort.RELEVANCE),
        Grouping.DOCUMENT,
        page,
        size,
        facets);
  }

  private Set<String> all(String name) {
    return Set.copyOf(values.getOrDefault(name, List.of()));
  }

  private @Nullable String one(String name) {
    var all = values.get(name);
    return all == null ? null : all.getFirst();
  }

  private static <E extends Enum<E>> E of(E[] all, @Nullable String word, E fallback) {
    return Arrays.stream(all)
        .filter(each -> each.name().equalsIgnoreCase(word))
        .findFirst()
        .orElse(fallback);
  }

  private static @Nullable DateSpan days(@Nullable String text, LocalDate today) {
    return text == null ? null : DateWords.all(text, today).orElse(null);
  }
}
