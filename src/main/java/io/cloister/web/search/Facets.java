package io.cloister.web.search;

import io.cloister.search.SearchResult.FacetValue;
import java.util.List;
import java.util.Map;

/** Facets of the result with the links that set, turn and take away their values. */
final class Facets {

  private static final List<String> ORDER =
      List.of("tag", "collection", "type", "language", "year");

  private Facets() {}

  static List<SearchView.Facet> of(
      Map<String, List<FacetValue>> counted, Narrowing narrowing, int most) {
    return ORDER.stream()
        .filter(name -> !counted.getOrDefault(name, List.of()).isEmpty())
        .map(name ->
            new SearchView.Facet(
                name,
                counted.getOrDefault(name, List.of()).stream()
                    .limit(most)
                    .map(value -> choice(name, value.value(), value.count(), narrowing))
                    .toList()))
        .toList();
  }

  private static SearchView.Choice choice(
      String name, String value, long count, Narrowing narrowing) {
    if (name.equals("year")) {
      return year(value, count, narrowing);
    }
    boolean on = narrowing.has(name, value);
    Narrowing next;
    if (!on) {
      next = narrowing.with(name, value);
    } else if (name.equals("tag")) {
      next = narrowing.without(name, value).with("-tag", value);
    } else {
      next = narrowing.without(name, value);
    }
    return new SearchView.Choice(value, count, on ? "on" : "off", next.link());
  }

  private static SearchView.Choice year(String value, long count, Narrowing narrowing) {
    var from = value + "-01-01";
    var to = value + "-12-31";
    boolean on = narrowing.has("from", from) && narrowing.has("to", to);
    var next =
        on
            ? narrowing.without("from", from).without("to", to)
            : narrowing.only("from", from).only("to", to);
    return new SearchView.Choice(value, count, on ? "on" : "off", next.link());
  }
}
