package io.cloister.web.system;

import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import io.cloister.library.Conflict;
import io.cloister.search.Generations;
import io.cloister.search.Generations.Case;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The administrator's page about the index and its generations. */
@Controller
@RequestMapping("/admin/system")
class SystemPages {

  private static final String PAGE = "redirect:/admin/system";
  private static final int MOST_QUERIES = 200;
  private static final int LONGEST_QUERY = 2_000;

  private final Generations generations;
  private final CurrentActor actor;

  SystemPages(Generations generations, CurrentActor actor) {
    this.generations = generations;
    this.actor = actor;
  }

  @GetMapping
  String page(Model model) {
    var me = actor.require(Role.ADMIN, "see how the index stands");
    var all = generations.all(me);
    model.addAttribute("generations", all);
    model.addAttribute("candidates", generations.candidates(me));
    model.addAttribute("computing", generations.computing(me));
    model.addAttribute(
        "building", all.stream().anyMatch(one -> one.state() == Generations.State.BUILDING));
    return "system/page";
  }

  @PostMapping("/generations")
  String build(@RequestParam String model, RedirectAttributes next) {
    var me = actor.require(Role.ADMIN, "build an index");
    try {
      var made = generations.build(model, me);
      next.addFlashAttribute(
          "done",
          made.state() == Generations.State.BUILDING ? "system.begun" : "system.recognised");
    } catch (IllegalArgumentException _) {
      next.addFlashAttribute("problem", "system.unknown");
    } catch (Conflict refused) {
      tell(refused, next);
    }
    return PAGE;
  }

  @PostMapping("/generations/{number}/activate")
  String activate(@PathVariable int number, RedirectAttributes next) {
    var me = actor.require(Role.ADMIN, "switch the index");
    return attempt(() -> generations.activate(number, me), "system.switched", next);
  }

  @PostMapping("/generations/{number}/drop")
  String drop(@PathVariable int number, RedirectAttributes next) {
    var me = actor.require(Role.ADMIN, "drop a generation of the index");
    return attempt(() -> generations.drop(number, me), "system.dropped", next);
  }

  private static String attempt(Runnable change, String done, RedirectAttributes next) {
    try {
      change.run();
      next.addFlashAttribute("done", done);
    } catch (Conflict refused) {
      tell(refused, next);
    }
    return PAGE;
  }

  private static void tell(Conflict refused, RedirectAttributes next) {
    next.addFlashAttribute("refused", refused.getMessage() + " " + refused.hint());
  }

  /**
   * @param queries one a line
   */
  @PostMapping("/generations/{number}/compare")
  String compare(
      @PathVariable int number, @RequestParam(defaultValue = "") String queries, Model model) {
    var me = actor.require(Role.ADMIN, "compare generations");
    model.addAttribute("compared", number);
    model.addAttribute("queries", queries);
    model.addAttribute("comparison", generations.compare(number, cases(queries), me));
    return page(model);
  }

  private static List<Case> cases(String queries) {
    return queries
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && line.length() <= LONGEST_QUERY)
        .limit(MOST_QUERIES)
        .map(line -> new Case(line, Set.of()))
        .toList();
  }
}
