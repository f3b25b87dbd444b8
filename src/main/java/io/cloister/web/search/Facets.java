package io.cloister.web.search;

import io.cloister.search.SearchResult.FacetValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Facets of the result with the links that set, turn and take away their values. */
final class Facets {

  private static final List<String> ORDER =
      List.of("tag", "collection", "type", "language", "year");

  private Facets() {}

  static List<SearchView.Facet> of(
      Map<String, List<FacetValue>> counted, Narrowing narrowing, int most) {
    return ORDER.stream()
        .map(name -> new SearchView.Facet(name, choices(name, counted, narrowing, most)))
        .filter(facet -> !facet.choices().isEmpty())
        .toList();
  }

  private static List<SearchView.Choice> choices(
      String name, Map<String, List<FacetValue>> counted, Narrowing narrowing, int most) {
    var values = counted.getOrDefault(name, List.of()).stream().limit(most);
    // of what is left out nothing is left to be counted
    var left =
        name.equals("tag")
            ? narrowing.saved().values().getOrDefault("-tag", List.of()).stream()
                .map(value -> new FacetValue(value, 0))
            : Stream.<FacetValue>empty();
    return Stream.concat(values, left)
        .map(value -> choice(name, value.value(), value.count(), narrowing))
        .toList();
  }

  private static SearchView.Choice choice(
      String name, String value, long count, Narrowing narrowing) {
    if (name.equals("year")) {
      return year(value, count, narrowing);
    }
    if (name.equals("tag")) {
      return tag(value, count, narrowing);
    }
    boolean on = narrowing.has(name, value);
    var next = on ? narrowing.without(name, value) : narrowing.with(name, value);
    return new SearchView.Choice(value, count, on ? "on" : "off", next.link(), null);
  }

  /** A tag may be wanted, or not be wanted, or neither. */
  private static SearchView.Choice tag(String value, long count, Narrowing narrowing) {
    var neither = narrowing.without("tag", value).without("-tag", value);
    if (narrowing.has("-tag", value)) {
      return new SearchView.Choice(value, count, "not", neither.link(), null);
    }
    boolean on = narrowing.has("tag", value);
    return new SearchView.Choice(
        value,
        count,
        on ? "on" : "off",
        (on ? neither : neither.with("tag", value)).link(),
        neither.with("-tag", value).link());
  }

  private static SearchView.Choice year(String value, long count, Narrowing narrowing) {
    var from = value + "-01-01";
    var to = value + "-12-31";
    boolean on = narrowing.has("from", from) && narrowing.has("to", to);
    var next =
        on
            ? narrowing.without("from", from).without("to", to)
            : narrowing.only("from", from).only("to", to);
    return new SearchView.Choice(value, count, on ? "on" : "off", next.link(), null);
  }
}
