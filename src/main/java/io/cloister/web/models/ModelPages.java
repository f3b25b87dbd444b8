package io.cloister.web.models;

import io.cloister.governance.Boundary;
import io.cloister.governance.Decision;
import io.cloister.governance.Label;
import io.cloister.governance.Policies;
import io.cloister.identity.CurrentActor;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.Connections;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.connection.PersonalConnections;
import io.cloister.models.cost.BudgetUse;
import io.cloister.models.cost.Budgets;
import io.cloister.models.gateway.Explaining;
import io.cloister.models.route.Routes;
import io.cloister.models.route.Routing;
import io.cloister.models.route.Routing.FunctionRoute;
import io.cloister.models.secret.SealedSecrets;
import io.cloister.models.traffic.ConnectionStates;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the connections, and who is asked for what. */
@Controller
class ModelPages {

  /** What models are asked for so far. */
  private static final List<ModelFunction> ASKED =
      List.of(ModelFunction.ANSWER, ModelFunction.DRAFT, ModelFunction.TAG);

  /** What people's own models may be asked for before the route's. */
  private static final List<ModelFunction> PERSONAL =
      List.of(ModelFunction.ANSWER, ModelFunction.DRAFT, ModelFunction.CHAT);

  private final Connections connections;
  private final ConnectionStates states;
  private final Routes routes;
  private final Explaining explaining;
  private final Policies policies;
  private final Budgets budgets;
  private final SealedSecrets secrets;
  private final PersonalConnections personal;
  private final CurrentActor actor;

  ModelPages(
      Connections connections,
      ConnectionStates states,
      Routes routes,
      Explaining explaining,
      Policies policies,
      Budgets budgets,
      SealedSecrets secrets,
      PersonalConnections personal,
      CurrentActor actor) {
    this.connections = connections;
    this.states = states;
    this.routes = routes;
    this.explaining = explaining;
    this.policies = policies;
    this.budgets = budgets;
    this.secrets = secrets;
    this.personal = personal;
    this.actor = actor;
  }

  /**
   * One function with what may be chosen for it.
   *
   * @param chain what is chosen now, and empty places for more
   */
  record Row(ModelFunction function, List<String> chain) {}

  /** A connection, and how it does at this moment. */
  record Line(Connection connection, ConnectionStates.State state) {}

  /** What may be sent where: one label with a yes or no for each boundary. */
  record Rule(Label label, List<Boolean> allowed) {}

  @GetMapping("/models")
  String page(
      @RequestParam(required = false) @Nullable String done,
      @RequestParam(required = false) @Nullable String function,
      @RequestParam(required = false) @Nullable String label,
      Model model) {
    model.addAttribute(
        "done",
        done != null && List.of("removed", "routed", "personal").contains(done) ? done : null);
    return page(function, label, model);
  }

  private String page(@Nullable String function, @Nullable String label, Model model) {
    var me = actor.get();
    var all = connections.list(me);
    var routing = routes.get(me);
    var lines = all.stream().map(each -> new Line(each, states.now(each.id(), me))).toList();
    model.addAttribute("connections", lines);
    model.addAttribute("busy", lines.stream().anyMatch(line -> line.state().isBusy()));
    model.addAttribute("personal", personal.functions());
    model.addAttribute("personalFunctions", PERSONAL);
    model.addAttribute("locked", secrets.state(me).locked());
    model.addAttribute("presets", Preset.values());
    model.addAttribute(
        "chatModels",
        all.stream()
            .flatMap(connection ->
                connection.models().stream()
                    .filter(offered -> offered.isFor("chat"))
                    .map(OfferedModel::name)
                    .map(name -> new ModelName(connection.name(), name).toString()))
            .toList());
    model.addAttribute("rows", ASKED.stream().map(asked -> row(asked, routing)).toList());
    model.addAttribute("insideOnly", routing.mode() == Routing.Mode.SELF_HOSTED);
    model.addAttribute("special", routing.routes().stream().filter(ModelPages::isSpecial).count());
    model.addAttribute("functions", ASKED);
    model.addAttribute("labels", Label.values());
    model.addAttribute("boundaries", Boundary.values());
    model.addAttribute("rules", rules());
    model.addAttribute("low", budgets.list(me).stream().filter(BudgetUse::isWarning).toList());
    var asked = asked(function);
    var about = labelled(label);
    model.addAttribute("askedFunction", asked.orElse(ModelFunction.ANSWER));
    model.addAttribute("askedLabel", about.orElse(Label.INTERNAL));
    if (asked.isPresent() && about.isPresent()) {
      model.addAttribute("explained", explaining.explain(asked.get(), about.get(), me));
    }
    return "models/page";
  }

  @PostMapping("/models/routes")
  String route(
      @RequestParam MultiValueMap<String, String> form, Model model, HttpServletResponse response) {
    var me = actor.get();
    var before = routes.get(me);
    var wanted = new ArrayList<FunctionRoute>();
    before.routes().stream()
        .filter(route -> isSpecial(route) || !ASKED.contains(route.function()))
        .forEach(wanted::add);
    try {
      for (var function : ASKED) {
        var chain =
            form.getOrDefault(function.word(), List.of()).stream()
                .filter(name -> !name.isBlank())
                .distinct()
                .map(ModelName::of)
                .toList();
        if (!chain.isEmpty()) {
          wanted.add(new FunctionRoute(function, null, null, chain));
        }
      }
      var mode =
          form.containsKey("insideOnly")
              ? Routing.Mode.SELF_HOSTED
              : before.mode() == Routing.Mode.SELF_HOSTED ? Routing.Mode.OWN : before.mode();
      routes.replace(new Routing(mode, before.tier(), wanted), me);
      return "redirect:/models?done=routed";
    } catch (SettingRefused | IllegalArgumentException e) {
      response.setStatus(422);
      model.addAttribute("refused", "models.refused.routes");
      return page(null, null, model);
    }
  }

  @PostMapping("/models/personal")
  String personal(@RequestParam(required = false) @Nullable List<String> function) {
    var wanted = EnumSet.noneOf(ModelFunction.class);
    personal.functions().stream().filter(each -> !PERSONAL.contains(each)).forEach(wanted::add);
    PERSONAL.stream()
        .filter(each -> function != null && function.contains(each.word()))
        .forEach(wanted::add);
    personal.setFunctions(wanted, actor.get());
    return "redirect:/models?done=personal";
  }

  /** Routes for one label or tier are set over HTTP; the page keeps them as they are. */
  private static boolean isSpecial(FunctionRoute route) {
    return route.label() != null || route.tier() != null;
  }

  private static Row row(ModelFunction function, Routing routing) {
    var chain =
        routing.routes().stream()
            .filter(route -> route.function() == function && !isSpecial(route))
            .findFirst()
            .map(FunctionRoute::chain)
            .orElse(List.of());
    var places = new ArrayList<>(chain.stream().map(ModelName::toString).toList());
    do {
      places.add("");
    } while (places.size() < 2);
    return new Row(function, places);
  }

  private List<Rule> rules() {
    var rules = new ArrayList<Rule>();
    for (var label : Label.values()) {
      var allowed = new ArrayList<Boolean>();
      for (var boundary : Boundary.values()) {
        allowed.add(policies.maySend(label, boundary) instanceof Decision.Allowed);
      }
      rules.add(new Rule(label, allowed));
    }
    return rules;
  }

  private static Optional<ModelFunction> asked(@Nullable String word) {
    return ASKED.stream().filter(function -> function.word().equals(word)).findFirst();
  }

  private static Optional<Label> labelled(@Nullable String word) {
    return List.of(Label.values()).stream().filter(label -> label.word().equals(word)).findFirst();
  }
}
