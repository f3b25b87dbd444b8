package io.cloister.web.models;

import io.cloister.governance.Boundary;
import io.cloister.governance.Decision;
import io.cloister.governance.Label;
import io.cloister.governance.Policies;
import io.cloister.identity.CurrentActor;
import io.cloister.models.ModelFunction;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.Connections;
import io.cloister.models.connection.PersonalConnections;
import io.cloister.models.cost.BudgetUse;
import io.cloister.models.cost.Budgets;
import io.cloister.models.gateway.Explaining;
import io.cloister.models.log.TrackRecord;
import io.cloister.models.log.TrackRecords;
import io.cloister.models.route.Routes;
import io.cloister.models.secret.SealedSecrets;
import io.cloister.models.traffic.ConnectionStates;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Shows the connections, and who is asked for what. */
@Controller
class ModelPages {

  /** What people's own models may be asked for before the route's. */
  private static final List<ModelFunction> PERSONAL =
      List.of(ModelFunction.ANSWER, ModelFunction.DRAFT, ModelFunction.CHAT);

  private final Connections connections;
  private final ConnectionStates states;
  private final TrackRecords records;
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
      TrackRecords records,
      Routes routes,
      Explaining explaining,
      Policies policies,
      Budgets budgets,
      SealedSecrets secrets,
      PersonalConnections personal,
      CurrentActor actor) {
    this.connections = connections;
    this.states = states;
    this.records = records;
    this.routes = routes;
    this.explaining = explaining;
    this.policies = policies;
    this.budgets = budgets;
    this.secrets = secrets;
    this.personal = personal;
    this.actor = actor;
  }

  /** A connection, how it does at this moment, and how it did lately. */
  record Line(Connection connection, ConnectionStates.State state, TrackRecord lately) {}

  /** What may be sent where: one label with a yes or no for each boundary. */
  record Rule(Label label, List<Boolean> allowed) {}

  @GetMapping("/models")
  String page(
      @RequestParam(required = false) @Nullable String done,
      @RequestParam(required = false) @Nullable String function,
      @RequestParam(required = false) @Nullable String label,
      Model model) {
    model.addAttribute(
        "done", done != null && List.of("removed", "personal").contains(done) ? done : null);
    var me = actor.get();
    var all = connections.list(me);
    var lines =
        all.stream()
            .map(each -> new Line(each, states.now(each.id(), me), records.of(each, me)))
            .toList();
    model.addAttribute("connections", lines);
    model.addAttribute("busy", lines.stream().anyMatch(line -> line.state().isBusy()));
    model.addAttribute("personal", personal.functions());
    model.addAttribute("personalFunctions", PERSONAL);
    model.addAttribute("locked", secrets.state(me).locked());
    model.addAttribute("presets", Preset.values());
    model.addAttribute("routing", routes.get(me));
    model.addAttribute("functions", RouteForm.FUNCTIONS);
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
    return RouteForm.FUNCTIONS.stream()
        .filter(function -> function.word().equals(word))
        .findFirst();
  }

  private static Optional<Label> labelled(@Nullable String word) {
    return List.of(Label.values()).stream().filter(label -> label.word().equals(word)).findFirst();
  }
}
