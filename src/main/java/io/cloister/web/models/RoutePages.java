package io.cloister.web.models;

import io.cloister.governance.Label;
import io.cloister.identity.CurrentActor;
import io.cloister.ingest.Waiting;
import io.cloister.models.ModelName;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connections;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.route.Routes;
import io.cloister.models.route.Routing;
import io.cloister.models.route.Routing.FunctionRoute;
import io.cloister.models.route.Routing.Mode;
import io.cloister.models.route.Routing.Tier;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The table of routes, set line by line: function, label, tier, and the models in their order. One
 * form after the other, since each replaces the whole table by one with its line.
 */
@Controller
class RoutePages {

  private final Routes routes;
  private final Connections connections;
  private final Waiting waiting;
  private final CurrentActor actor;

  RoutePages(Routes routes, Connections connections, Waiting waiting, CurrentActor actor) {
    this.routes = routes;
    this.connections = connections;
    this.waiting = waiting;
    this.actor = actor;
  }

  /** With the line in the form that the address names. */
  @GetMapping("/models/routes")
  String page(
      @ModelAttribute RouteForm at,
      @RequestParam(required = false) @Nullable String done,
      Model model) {
    model.addAttribute(
        "done", done != null && List.of("routed", "unrouted").contains(done) ? done : null);
    var named = at.route();
    var form =
        named.isEmpty()
            ? RouteForm.EMPTY
            : routes.get(actor.get()).routes().stream()
                .filter(route -> RouteForm.isForTheSame(route, named.get()))
                .findFirst()
                .map(RouteForm::of)
                .orElse(at);
    return shown(form, null, model);
  }

  private String shown(RouteForm form, @Nullable Refusal refused, Model model) {
    model.addAttribute("routing", routes.get(actor.get()));
    model.addAttribute("form", form);
    model.addAttribute("refused", refused);
    model.addAttribute("functions", RouteForm.FUNCTIONS);
    model.addAttribute("labels", Label.values());
    model.addAttribute("tiers", Tier.values());
    model.addAttribute("modes", Mode.values());
    model.addAttribute("models", byKind());
    model.addAttribute("waiting", waiting.counts(actor.get()));
    return "models/routes";
  }

  /** The models there are, by what they are for. */
  private Map<String, List<String>> byKind() {
    var all = new LinkedHashMap<String, List<String>>();
    for (var kind : OfferedModel.KINDS) {
      for (var connection : connections.list(actor.get())) {
        for (var model : connection.models()) {
          if (model.isFor(kind) && !kind.equals("embedding")) {
            all.computeIfAbsent(kind, _ -> new ArrayList<>())
                .add(new ModelName(connection.name(), model.name()).toString());
          }
        }
      }
    }
    return all;
  }

  /** Puts it in the place of the one for the same, or behind the others. */
  @PostMapping("/models/routes")
  synchronized String set(
      @ModelAttribute RouteForm form, Model model, HttpServletResponse response) {
    var wanted = form.route().filter(route -> !route.chain().isEmpty());
    if (wanted.isEmpty()) {
      return refused(form, new Refusal("routes", "models.route.refused", ""), model, response);
    }
    var all = others(wanted.get());
    all.add(wanted.get());
    try {
      replace(all);
      return "redirect:/models/routes?done=routed";
    } catch (SettingRefused e) {
      return refused(form, Refusal.of(e), model, response);
    }
  }

  @PostMapping("/models/routes/remove")
  synchronized String remove(@ModelAttribute RouteForm form) {
    form.route().ifPresent(route -> replace(others(route)));
    return "redirect:/models/routes?done=unrouted";
  }

  /** How models are chosen, and which tier for what names none. */
  @PostMapping("/models/routes/mode")
  synchronized String mode(
      @RequestParam String mode,
      @RequestParam String tier,
      Model model,
      HttpServletResponse response) {
    var before = routes.get(actor.get());
    try {
      routes.replace(
          new Routing(
              Mode.of(mode).orElse(before.mode()),
              Tier.of(tier).orElse(before.tier()),
              before.routes()),
          actor.get());
      return "redirect:/models/routes?done=routed";
    } catch (SettingRefused e) {
      return refused(RouteForm.EMPTY, Refusal.of(e), model, response);
    }
  }

  private String refused(
      RouteForm form, Refusal refusal, Model model, HttpServletResponse response) {
    response.setStatus(422);
    return shown(form, refusal, model);
  }

  private List<FunctionRoute> others(FunctionRoute wanted) {
    return new ArrayList<>(
        routes.get(actor.get()).routes().stream()
            .filter(route -> !RouteForm.isForTheSame(route, wanted))
            .toList());
  }

  private void replace(List<FunctionRoute> wanted) {
    var before = routes.get(actor.get());
    routes.replace(new Routing(before.mode(), before.tier(), wanted), actor.get());
  }
}
