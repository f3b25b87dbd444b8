package io.cloister.web.search;

import io.cloister.identity.CurrentActor;
import io.cloister.library.Collections;
import io.cloister.search.PassageSearch;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
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
            narrowing.filters()));
    return "search/results";
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
