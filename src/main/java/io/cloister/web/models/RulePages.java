package io.cloister.web.models;

import io.cloister.governance.Label;
import io.cloister.identity.CurrentActor;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connections;
import io.cloister.models.gateway.Explaining;
import io.cloister.models.route.QuestionKind;
import io.cloister.models.route.RequestMeasure;
import io.cloister.models.route.RouterRule;
import io.cloister.models.route.RouterRules;
import io.cloister.models.route.Routes;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows which model answers what, why each other does not, and the rules that decide it. */
@Controller
class RulePages {

  private final RouterRules rules;
  private final Routes routes;
  private final Explaining explaining;
  private final Connections connections;
  private final CurrentActor actor;

  RulePages(
      RouterRules rules,
      Routes routes,
      Explaining explaining,
      Connections connections,
      CurrentActor actor) {
    this.rules = rules;
    this.routes = routes;
    this.explaining = explaining;
    this.connections = connections;
    this.actor = actor;
  }

  /** What stands in the fields of the question; what is not understood is taken as usual. */
  record Asked(
      @Nullable String function,
      @Nullable String label,
      @Nullable String tokens,
      @Nullable String sources,
      @Nullable String question) {

    RequestMeasure measure() {
      return RequestMeasure.of(
          RouteForm.FUNCTIONS.stream()
              .filter(each -> each.word().equals(function))
              .findFirst()
              .orElse(ModelFunction.ANSWER),
          Stream.of(Label.values())
              .filter(each -> each.word().equals(label))
              .findFirst()
              .orElse(Label.INTERNAL),
          number(tokens, 1_000),
          number(sources, 0),
          question);
    }

    private static int number(@Nullable String entered, int usual) {
      return entered != null && entered.strip().matches("\\d{1,7}")
          ? Integer.parseInt(entered.strip())
          : usual;
    }
  }

  @GetMapping("/models/rules")
  String page(
      @ModelAttribute Asked asked,
      @RequestParam(required = false) @Nullable String done,
      Model model) {
    model.addAttribute("done", "set".equals(done) || "removed".equals(done) ? done : null);
    return page(asked, RuleForm.EMPTY, null, model);
  }

  private String page(Asked asked, RuleForm form, @Nullable String refused, Model model) {
    var me = actor.get();
    var measure = asked.measure();
    model.addAttribute("rules", rules.list(me));
    model.addAttribute("routing", routes.get(me));
    model.addAttribute("explained", explaining.explain(measure, me));
    model.addAttribute("measure", measure);
    model.addAttribute("asked", asked);
    model.addAttribute("form", form);
    model.addAttribute("refused", refused);
    model.addAttribute("functions", RouteForm.FUNCTIONS);
    model.addAttribute("labels", Label.values());
    model.addAttribute("kinds", QuestionKind.values());
    model.addAttribute("orders", RouterRule.Preference.values());
    model.addAttribute(
        "models",
        connections.list(me).stream()
            .flatMap(connection ->
                connection.models().stream()
                    .filter(each -> !each.isFor(ModelFunction.EMBED.kind()))
                    .map(each -> new ModelName(connection.name(), each.name()).toString()))
            .toList());
    return "models/rules";
  }

  /** Adds it behind the others, or puts it in the place of the one of its name. */
  @PostMapping("/models/rules")
  synchronized String set(
      @ModelAttribute RuleForm form, Model model, HttpServletResponse response) {
    var me = actor.get();
    var all = new ArrayList<>(rules.list(me));
    try {
      var wanted = form.rule();
      if (wanted.isPresent()) {
        var rule = wanted.get();
        int place = all.stream().map(RouterRule::name).toList().indexOf(rule.name());
        if (place < 0) {
          all.add(rule);
        } else {
          all.set(place, rule);
        }
        rules.replace(all, me);
        return "redirect:/models/rules?done=set";
      }
    } catch (SettingRefused e) {
      // told as any other form that says no rule
    }
    response.setStatus(422);
    return page(new Asked(null, null, null, null, null), form, "models.rule.refused", model);
  }

  @PostMapping("/models/rules/move")
  synchronized String move(@RequestParam String name) {
    var me = actor.get();
    var all = new ArrayList<>(rules.list(me));
    int place = all.stream().map(RouterRule::name).toList().indexOf(name);
    if (place > 0) {
      Collections.swap(all, place, place - 1);
      rules.replace(all, me);
    }
    return "redirect:/models/rules?done=set";
  }

  @PostMapping("/models/rules/remove")
  synchronized String remove(@RequestParam String name) {
    var me = actor.get();
    var all = rules.list(me);
    var rest = all.stream().filter(rule -> !rule.name().equals(name)).toList();
    if (rest.size() < all.size()) {
      rules.replace(rest, me);
    }
    return "redirect:/models/rules?done=removed";
  }
}
