package io.cloister.web.models;

import io.cloister.identity.CurrentActor;
import io.cloister.ingest.ReadingLimits;
import io.cloister.ingest.Waiting;
import io.cloister.library.Conflict;
import io.cloister.library.NotFound;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What waits for a model to hear or see it, and how much of one file a model may. */
@Controller
class WaitingPages {

  private final Waiting waiting;
  private final ReadingLimits limits;
  private final CurrentActor actor;

  WaitingPages(Waiting waiting, ReadingLimits limits, CurrentActor actor) {
    this.waiting = waiting;
    this.limits = limits;
    this.actor = actor;
  }

  @GetMapping("/models/waiting")
  String page(@RequestParam(required = false) @Nullable String done, Model model) {
    model.addAttribute("done", "retried".equals(done) || "limited".equals(done) ? done : null);
    return page(LimitsForm.of(limits.get(actor.get())), null, model);
  }

  private String page(LimitsForm form, @Nullable String refused, Model model) {
    model.addAttribute("waiting", waiting.counts(actor.get()));
    model.addAttribute("form", form);
    model.addAttribute("refused", refused);
    return "models/waiting";
  }

  @PostMapping("/models/waiting/retry")
  String retry(@RequestParam String function, Model model, HttpServletResponse response) {
    var me = actor.get();
    try {
      waiting.retry(
          Waiting.FUNCTIONS.stream()
              .filter(each -> each.word().equals(function))
              .findFirst()
              .orElseThrow(() -> new NotFound("Function", function)),
          me);
      return "redirect:/models/waiting?done=retried";
    } catch (Conflict e) {
      return refused(
          LimitsForm.of(limits.get(me)), "models.waiting.none-ready", 409, model, response);
    }
  }

  @PostMapping("/models/waiting/limits")
  String limit(LimitsForm form, Model model, HttpServletResponse response) {
    var me = actor.get();
    limits.get(me); // whoever may not see them is not told what is wrong with a form
    var wanted = form.setting();
    if (wanted.isEmpty()) {
      return refused(form, "models.limits.refused", 422, model, response);
    }
    limits.change(_ -> wanted.get(), me);
    return "redirect:/models/waiting?done=limited";
  }

  private String refused(
      LimitsForm form, String why, int status, Model model, HttpServletResponse response) {
    response.setStatus(status);
    return page(form, why, model);
  }
}
