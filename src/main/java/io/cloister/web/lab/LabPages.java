package io.cloister.web.lab;

import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Collections;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchQuery.Grouping;
import io.cloister.search.finding.Finder;
import io.cloister.search.lab.JudgedCases;
import io.cloister.search.lab.Knobs;
import io.cloister.search.lab.Trial;
import io.cloister.search.lab.Trials;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One query, and what brought each of its documents where it is. */
@Controller
class LabPages {

  private static final int SIZE = 20;

  private final Trials trials;
  private final JudgedCases cases;
  private final Finder finder;
  private final Collections collections;
  private final ModelGateway models;
  private final CurrentActor current;

  LabPages(
      Trials trials,
      JudgedCases cases,
      Finder finder,
      Collections collections,
      ModelGateway models,
      CurrentActor current) {
    this.trials = trials;
    this.cases = cases;
    this.finder = finder;
    this.collections = collections;
    this.models = models;
    this.current = current;
  }

  @GetMapping("/admin/lab")
  String page(@RequestParam(defaultValue = "") String q, KnobForm form, Model model) {
    var me = current.require(Role.ADMIN, "try how searches are ranked");
    var usual = trials.usual();
    var knobs = form.knobs(usual);
    model.addAttribute("q", q);
    model.addAttribute("usual", usual);
    model.addAttribute("knobs", knobs);
    model.addAttribute("changed", !knobs.equals(usual));
    model.addAttribute("mayRerank", models.isRouted(ModelFunction.RERANK, me));
    if (!q.isBlank() && q.length() <= JudgedCases.LONGEST_QUERY) {
      tried(q, knobs, usual, me, model);
    }
    return "lab/page";
  }

  private void tried(String q, Knobs knobs, Knobs usual, Actor me, Model model) {
    var scope = collections.scopeOf(me);
    var said = SearchQuery.of(q, Grouping.DOCUMENT, SIZE).withMode(knobs.mode());
    var query = finder.find(said, Finder.Wish.ALL, scope).asked();
    long begin = System.nanoTime();
    var trial = trials.of(query, knobs, SIZE, scope);
    model.addAttribute("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    model.addAttribute("trial", trial);
    model.addAttribute("words", query.text());
    model.addAttribute("also", query.also());
    model.addAttribute(
        "before",
        knobs.equals(usual) ? Map.of() : ranks(trials.of(query, usual, 5 * SIZE, scope).rows()));
    var judged = new HashMap<DocumentId, Boolean>();
    cases
        .of(q, me)
        .ifPresent(one ->
            one.judgements().forEach(each -> judged.put(each.document().id(), each.relevant())));
    model.addAttribute("judged", judged);
  }

  private static Map<DocumentId, Integer> ranks(List<Trial.Row> rows) {
    var ranks = new HashMap<DocumentId, Integer>();
    rows.forEach(row -> ranks.putIfAbsent(row.hit().document().id(), ranks.size() + 1));
    return ranks;
  }
}
