package io.cloister.web.search;

import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.DocumentFilter;
import io.cloister.library.document.Documents;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.search.SavedSearches;
import io.cloister.search.lab.QueryRecords;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: search, what is new, and what to do next. */
@Controller
class HomeController {

  private static final int NEWEST = 8;

  private final Documents documents;
  private final Collections collections;
  private final ModelGateway models;
  private final SavedSearches searches;
  private final QueryRecords records;
  private final CurrentActor current;

  HomeController(
      Documents documents,
      Collections collections,
      ModelGateway models,
      SavedSearches searches,
      QueryRecords records,
      CurrentActor current) {
    this.documents = documents;
    this.collections = collections;
    this.models = models;
    this.searches = searches;
    this.records = records;
    this.current = current;
  }

  @GetMapping("/")
  String home(Model model) {
    fill(model);
    return "search/home";
  }

  /** The part that changes while files are being read. */
  @GetMapping("/newest")
  String newest(Model model) {
    fill(model);
    return "search/newest";
  }

  private void fill(Model model) {
    var actor = current.get();
    var newest = documents.list(DocumentFilter.ALL, collections.scopeOf(actor), 0, NEWEST);
    model.addAttribute("newest", newest.items());
    model.addAttribute("total", newest.total());
    model.addAttribute("searches", searches.withNews(actor));
    model.addAttribute("recorded", records.setting());
    model.addAttribute("answersInWords", models.isRouted(ModelFunction.ANSWER, actor));
    model.addAttribute("mayLoadSamples", actor.is(Role.ADMIN));
    model.addAttribute("mayDraft", actor.is(Role.EDITOR));
  }
}
