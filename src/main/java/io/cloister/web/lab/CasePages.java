package io.cloister.web.lab;

import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.library.Conflict;
import io.cloister.library.DocumentId;
import io.cloister.search.lab.JudgedCases;
import io.cloister.search.lab.JudgedRuns;
import io.cloister.search.lab.Trec;
import io.cloister.search.lab.Trials;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Queries whose right answers are known, and how settings do by them. */
@Controller
@RequestMapping("/admin/lab/cases")
class CasePages {

  private static final String PAGE = "redirect:/admin/lab/cases";
  private static final int LONGEST_LIST = 1_000_000;

  private final JudgedCases cases;
  private final JudgedRuns runs;
  private final Trials trials;
  private final CurrentActor current;

  CasePages(JudgedCases cases, JudgedRuns runs, Trials trials, CurrentActor current) {
    this.cases = cases;
    this.runs = runs;
    this.trials = trials;
    this.current = current;
  }

  @GetMapping
  String page(@RequestParam(defaultValue = "false") boolean run, KnobForm form, Model model) {
    var me = current.require(Role.ADMIN, "see judged cases");
    var knobs = form.knobs(trials.usual());
    model.addAttribute("cases", cases.all(me));
    model.addAttribute("usual", trials.usual());
    model.addAttribute("knobs", knobs);
    model.addAttribute("run", run ? runs.run(knobs, me) : null);
    return "lab/cases";
  }

  /** From the page where a query was tried, to which it goes back. */
  @PostMapping
  String judge(
      @RequestParam String q,
      @RequestParam String document,
      @RequestParam boolean relevant,
      RedirectAttributes next) {
    var me = current.require(Role.ADMIN, "judge what is found");
    try {
      cases.judge(q, DocumentId.of(document), relevant, me);
      next.addFlashAttribute("done", relevant ? "lab.judged.relevant" : "lab.judged.not");
    } catch (Conflict _) {
      next.addFlashAttribute("problem", "lab.judged.many");
    }
    return "redirect:/admin/lab?q=" + URLEncoder.encode(q, StandardCharsets.UTF_8);
  }

  @PostMapping("/{number}/{document}/delete")
  String remove(@PathVariable int number, @PathVariable String document, RedirectAttributes next) {
    var me = current.require(Role.ADMIN, "remove a judgement");
    cases.remove(number, DocumentId.of(document), me);
    next.addFlashAttribute("done", "lab.cases.removed");
    return PAGE;
  }

  @PostMapping("/import")
  String take(
      @RequestParam(defaultValue = "") String topics,
      @RequestParam(defaultValue = "") String qrels,
      RedirectAttributes next) {
    var me = current.require(Role.ADMIN, "take over judgements");
    if (qrels.isBlank() || topics.length() + qrels.length() > LONGEST_LIST) {
      next.addFlashAttribute("problem", "lab.import.empty");
      return PAGE;
    }
    try {
      next.addFlashAttribute("taken", cases.take(topics, qrels, me));
    } catch (Conflict _) {
      next.addFlashAttribute("problem", "lab.judged.many");
    }
    return PAGE;
  }

  @GetMapping("/qrels.txt")
  ResponseEntity<String> qrels() {
    return text("qrels.txt", Trec.qrels(cases.all(current.get())));
  }

  @GetMapping("/topics.tsv")
  ResponseEntity<String> topics() {
    return text("topics.tsv", Trec.topics(cases.all(current.get())));
  }

  private static ResponseEntity<String> text(String name, String content) {
    return ResponseEntity.ok()
        .header("Content-Type", "text/plain;charset=UTF-8")
        .header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .body(content);
  }
}
