package io.cloister.web.search;

import io.cloister.identity.CurrentActor;
import io.cloister.library.collection.Collections;
import io.cloister.search.Hit;
import io.cloister.search.PassageSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The found documents. Everything that narrows is in the address, so that a search can be sent. */
@Controller
class SearchController {

  private static final int SIZE = 20;
  private static final int CHOICES = 8;
  private static final int MOST_IN_TABLE = 1_000;
  private static final int AT_ONCE = 200;

  private final PassageSearch search;
  private final Collections collections;
  private final CurrentActor current;

  SearchController(PassageSearch search, Collections collections, CurrentActor current) {
    this.search = search;
    this.collections = collections;
    this.current = current;
  }

  @GetMapping("/search")
  String search(
      @RequestParam MultiValueMap<String, String> params,
      @RequestParam(defaultValue = "0") int page,
      Model model) {
    var narrowing = Narrowing.of(params);
    if (narrowing.one("q") == null && !narrowing.isFiltered()) {
      return "redirect:/";
    }
    var query = Queries.of(narrowing, Math.max(0, page), SIZE);
    var readable = collections.readable(current.get());
    var scope = Queries.scope(narrowing, collections.scopeOf(current.get()), readable);
    long begin = System.nanoTime();
    var result = search.find(query, scope);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    var better = result.didYouMean();
    model.addAttribute("page", query.page());
    model.addAttribute("size", SIZE);
    model.addAttribute(
        "view",
        new SearchView(
            query.text(),
            query.mode().word(),
            query.sort().name().toLowerCase(Locale.ROOT),
            result.total(),
            millis,
            result.incomplete(),
            result.interpretation().equals("fallback"),
            better == null ? null : new SearchView.Link(better, narrowing.only("q", better).link()),
            chips(narrowing),
            narrowing.isFiltered() && narrowing.one("q") != null
                ? narrowing.unfiltered().link()
                : null,
            result.hits().stream().map(SearchView.Found::new).toList(),
            Facets.of(result.facets(), narrowing, CHOICES),
            narrowing.filters(),
            narrowing.link().replaceFirst("^/search", "/search.csv")));
    return "search/results";
  }

  /** The best of the same hits as a table. */
  @GetMapping("/search.csv")
  ResponseEntity<String> csv(@RequestParam MultiValueMap<String, String> params) {
    var narrowing = Narrowing.of(params);
    var scope =
        Queries.scope(
            narrowing, collections.scopeOf(current.get()), collections.readable(current.get()));
    var hits = new ArrayList<Hit>();
    for (int page = 0; page < MOST_IN_TABLE / AT_ONCE; page++) {
      var some = search.find(Queries.of(narrowing, page, AT_ONCE).withoutFacets(), scope).hits();
      hits.addAll(some);
      if (some.size() < AT_ONCE) {
        break;
      }
    }
    return ResponseEntity.ok()
        .header("Content-Type", "text/csv;charset=UTF-8")
        .header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"hits.csv\"")
        .body(HitCsv.of(hits));
  }

  private static List<SearchView.Chip> chips(Narrowing narrowing) {
    return narrowing.filters().stream()
        .map(filter ->
            new SearchView.Chip(
                filter.name().equals("-tag") ? "not" : filter.name(),
                filter.value(),
                narrowing.without(filter.name(), filter.value()).link()))
        .toList();
  }
}
