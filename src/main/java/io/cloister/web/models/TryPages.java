package io.cloister.web.models;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelName;
import io.cloister.models.ModelReply;
import io.cloister.models.cost.Budgets;
import io.cloister.models.gateway.TryOuts;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Asks several models the same and shows their replies beside each other. */
@Controller
@RequestMapping("/models/try")
class TryPages {

  private final TryOuts tries;
  private final Budgets budgets;
  private final CurrentActor actor;

  TryPages(TryOuts tries, Budgets budgets, CurrentActor actor) {
    this.tries = tries;
    this.budgets = budgets;
    this.actor = actor;
  }

  /**
   * What came of one model.
   *
   * @param usage null if nothing was counted
   */
  record Tried(
      String model,
      String outcome,
      @Nullable String detail,
      String text,
      ModelReply.@Nullable Usage usage) {}

  @GetMapping
  String show(Model model) {
    return show("", "", Label.INTERNAL, List.of(), List.of(), model);
  }

  private String show(
      String prompt,
      String system,
      Label label,
      List<String> chosen,
      List<Tried> tried,
      Model model) {
    model.addAttribute(
        "models", tries.models(actor.get()).stream().map(ModelName::toString).toList());
    model.addAttribute("currency", budgets.currency().getCurrencyCode());
    model.addAttribute("most", TryOuts.MOST_AT_ONCE);
    model.addAttribute("labels", Label.values());
    model.addAttribute("prompt", prompt);
    model.addAttribute("system", system);
    model.addAttribute("label", label);
    model.addAttribute("chosen", chosen);
    model.addAttribute("tried", tried);
    return "models/try";
  }

  /** For browsers without scripts: all replies at once, when the last of them is there. */
  @PostMapping
  String ask(
      @RequestParam(defaultValue = "") String prompt,
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "internal") String label,
      @RequestParam(name = "model", required = false) @Nullable List<String> models,
      Model model,
      HttpServletResponse response) {
    var me = actor.get();
    var known = tries.models(me).stream().map(ModelName::toString).toList();
    var chosen = models == null ? List.<String>of() : models.stream().distinct().toList();
    var which = Arrays.stream(Label.values()).filter(each -> each.word().equals(label)).findFirst();
    boolean isRight =
        !prompt.isBlank()
            && prompt.length() <= TryOuts.LONGEST
            && system.length() <= TryOuts.LONGEST
            && !chosen.isEmpty()
            && chosen.size() <= TryOuts.MOST_AT_ONCE
            && known.containsAll(chosen)
            && which.isPresent();
    if (!isRight) {
      response.setStatus(422);
      model.addAttribute("refused", true);
      return show(prompt, system, which.orElse(Label.INTERNAL), chosen, List.of(), model);
    }
    var asked = new TryOuts.Prompt(which.get(), system, prompt, 500);
    return show(prompt, system, which.get(), chosen, all(chosen, asked, me), model);
  }

  private List<Tried> all(List<String> models, TryOuts.Prompt prompt, Actor me) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asking = models.stream().map(each -> threads.submit(asking(each, prompt, me))).toList();
      return asking.stream()
          .map(each -> {
            try {
              return Optional.of(each.get());
            } catch (ExecutionException e) {
              return Optional.<Tried>empty();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              return Optional.<Tried>empty();
            }
          })
          .flatMap(Optional::stream)
          .toList();
    }
  }

  private Callable<Tried> asking(String model, TryOuts.Prompt prompt, Actor me) {
    return () -> {
      var text = new StringBuilder();
      var reply =
          tries.ask(
              ModelName.of(model),
              prompt,
              me,
              text::append,
              () -> false,
              ModelGateway.Watcher.NONE);
      return switch (reply) {
        case ModelReply.Completed done ->
            new Tried(
                model,
                done.complete() ? "completed" : "incomplete",
                null,
                done.text(),
                done.usage());
        case ModelReply.Refused refused -> without(model, "refused", refused.reason(), text);
        case ModelReply.Unavailable away -> without(model, "failed", away.reason(), text);
        case ModelReply.OverBudget over -> without(model, "over-budget", over.budget(), text);
        case ModelReply.Blocked blocked -> without(model, "blocked", blocked.rule(), text);
        case ModelReply.NoRoute _ -> without(model, "failed", null, text);
        case ModelReply.Stopped _ -> without(model, "stopped", null, text);
      };
    };
  }

  private static Tried without(
      String model, String outcome, @Nullable String detail, StringBuilder text) {
    return new Tried(model, outcome, detail, text.toString(), null);
  }
}
