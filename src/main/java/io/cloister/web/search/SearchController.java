package io.cloister.web.search;

import io.cloister.database.NoRoomOnDisk;
import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.search.Hit;
import io.cloister.search.SearchQuery;
import io.cloister.search.corpus.Corpus;
import io.cloister.search.finding.Finder;
import io.cloister.search.finding.RecentSearches;
import io.cloister.search.lab.QueryRecords;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The found documents. Everything that narrows is in the address, so that a search can be sent. */
@Controller
class SearchController {

  private static final int SIZE = 20;
  private static final int MOST_IN_TABLE = 1_000;
  private static final int AT_ONCE = 200;

  private final Finder finder;
  private final Corpus corpus;
  private final RecentSearches recent;
  private final QueryRecords records;
  private final Collections collections;
  private final Documents documents;
  private final CurrentActor current;

  SearchController(
      Finder finder,
      Corpus corpus,
      RecentSearches recent,
      QueryRecords records,
      Collections collections,
      Documents documents,
      CurrentActor current) {
    this.finder = finder;
    this.corpus = corpus;
    this.recent = recent;
    this.records = records;
    this.collections = collections;
    this.documents = documents;
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
    var actor = current.get();
    var query = narrowing.saved().query(Math.max(0, page), SIZE, true, finder.today());
    var readable = collections.readable(actor);
    var scope = Queries.scope(narrowing, collections.scopeOf(actor), readable);
    long begin = System.nanoTime();
    var found = finder.find(query, Queries.wish(narrowing), scope);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    if (page <= 0) {
      note(narrowing, actor, query, found.result().total(), millis)
          .ifPresent(record -> model.addAttribute("record", record));
    }
    model.addAttribute("page", query.page());
    model.addAttribute("size", SIZE);
    model.addAttribute("mayPin", actor.is(Role.EDITOR) && Queries.isPinnable(narrowing));
    model.addAttribute(
        "counted",
        page <= 0 && !narrowing.isFiltered()
            ? corpus.answer(query.text(), collections.scopeOf(actor)).orElse(null)
            : null);
    model.addAttribute("recorded", records.setting());
    var view = SearchView.of(query, found, narrowing, millis);
    model.addAttribute("view", view);
    model.addAttribute("coming", view.isEmpty() ? documents.coming(scope) : 0);
    return "search/results";
  }

  /** Its record, if searches are recorded; on a full disk nothing is noted. */
  private Optional<UUID> note(
      Narrowing narrowing, Actor actor, SearchQuery query, long total, long millis) {
    try {
      recent.remember(narrowing.saved(), actor);
      return records.note(query, total, millis);
    } catch (NoRoomOnDisk _) {
      return Optional.empty();
    }
  }

  /** Which hit of a recorded search was opened. */
  @PostMapping("/search/opened")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void opened(@RequestParam UUID record, @RequestParam int rank) {
    records.opened(record, rank);
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
      var query = narrowing.saved().query(page, AT_ONCE, false, finder.today());
      var some = finder.find(query, Queries.wish(narrowing), scope).result().hits();
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
}
