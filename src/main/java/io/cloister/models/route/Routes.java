package io.cloister.models.route;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Boundary;
import io.cloister.governance.Decision;
import io.cloister.governance.Label;
import io.cloister.governance.Policies;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.ModelRequest;
import io.cloister.models.PolicyChanged;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.Connections;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.route.Explanation.Considered;
import io.cloister.models.route.Explanation.Verdict;
import io.cloister.models.route.Routing.FunctionRoute;
import io.cloister.models.traffic.Breakers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which models are asked for which function, and in which order. */
@Service
public class Routes {

  private static final int LONGEST_CHAIN = 10;

  private final RouteRows rows;
  private final Connections connections;
  private final Policies policies;
  private final Breakers breakers;
  private final Router router;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;

  Routes(
      RouteRows rows,
      Connections connections,
      Policies policies,
      Breakers breakers,
      Router router,
      AuditTrail audit,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.connections = connections;
    this.policies = policies;
    this.breakers = breakers;
    this.router = router;
    this.audit = audit;
    this.events = events;
    connections.onChange(rows::changed);
    connections.onChange(router::changed);
    connections.onChange(this::tell);
  }

  /** A model of a route with the connection it is asked over. */
  public record Step(Connection connection, OfferedModel model) {
    public ModelName name() {
      return new ModelName(connection.name(), model.name());
    }
  }

  /**
   * The models that are asked, one after the other, and what named them.
   *
   * @param route in words, for the log
   */
  public record Choice(String route, List<Step> steps) {
    public Choice {
      steps = List.copyOf(steps);
    }
  }

  public Routing get(Actor actor) {
    actor.require(Role.ADMIN, "see the routes of models");
    return current();
  }

  /**
   * Replaces all routes.
   *
   * @throws SettingRefused if a route names a model that no connection has, or one made for
   *     something else
   */
  @Transactional
  public Routing replace(Routing wanted, Actor actor) {
    actor.require(Role.ADMIN, "change the routes of models");
    var seen = new HashSet<List<@Nullable Object>>();
    var before = current().routes();
    for (var route : wanted.routes()) {
      check(route, wanted.mode() == Routing.Mode.SELF_HOSTED && !before.contains(route));
      var place = new ArrayList<@Nullable Object>();
      place.add(route.function());
      place.add(route.label());
      place.add(route.tier());
      if (!seen.add(place)) {
        throw refused("there are two routes for " + route.function().word());
      }
    }
    var kept =
        wanted.routes().stream().filter(route -> route.function() != ModelFunction.EMBED).toList();
    rows.replace(new Routing(wanted.mode(), wanted.tier(), kept), connections.all());
    audit.record(
        actor,
        AuditEvent.of("routes.changed", "models", "routes")
            .with("mode", wanted.mode().word())
            .with("routes", wanted.routes().size()));
    tell();
    return current();
  }

  private void tell() {
    events.publishEvent(new PolicyChanged());
  }

  private Routing current() {
    var routing = rows.get();
    return new Routing(
        routing.mode(),
        routing.tier(),
        Stream.concat(routing.routes().stream(), Stream.of(embed())).toList());
  }

  private FunctionRoute embed() {
    return new FunctionRoute(
        ModelFunction.EMBED, null, null, List.of(connections.embeddingModel()));
  }

  /**
   * @param insideOnly whether a model that stands outside cannot be chosen
   */
  private void check(FunctionRoute route, boolean insideOnly) {
    if (route.chain().size() > LONGEST_CHAIN) {
      throw refused("a chain has at most " + LONGEST_CHAIN + " models");
    }
    if (new HashSet<>(route.chain()).size() != route.chain().size()) {
      throw refused("a model is twice in the chain of " + route.function().word());
    }
    if (route.function() == ModelFunction.EMBED) {
      if (!route.chain().equals(List.of(connections.embeddingModel()))) {
        throw refused(
            "passages are embedded by the built-in model, " + connections.embeddingModel());
      }
      return;
    }
    for (var name : route.chain()) {
      var step = step(name).orElseThrow(() -> refused("no connection has the model " + name));
      if (!step.model().isFor(route.function().kind())) {
        throw refused("%s is no %s model".formatted(name, route.function().kind()));
      }
      if (insideOnly && step.connection().boundary() != Boundary.INSIDE) {
        throw refused(
            "only models 'inside' can be chosen; %s is '%s'"
                .formatted(name, step.connection().boundary().word()));
      }
    }
  }

  /** The model of that name, if a connection has it. */
  public Optional<Step> step(ModelName name) {
    return connections.all().stream()
        .filter(connection -> connection.name().equals(name.connection()))
        .flatMap(connection ->
            connection.model(name.model()).map(model -> new Step(connection, model)).stream())
        .findFirst();
  }

  public boolean isInsideOnly() {
    return rows.get().mode() == Routing.Mode.SELF_HOSTED;
  }

  private static SettingRefused refused(String why) {
    return new SettingRefused(
        "routes",
        "invalid",
        "These routes cannot be used: " + why,
        "Name models as connection/model, as GET /api/v1/models/connections lists them.");
  }

  /** Which models are asked for a request, those that a policy forbids included. */
  public Choice choice(ModelRequest request) {
    var table = choice(request.function(), request.label(), current().tier());
    return router.choice(RequestMeasure.of(request), table, connections.all());
  }

  /** The same for a tier that a program names. */
  public Choice choice(ModelRequest request, Choice table) {
    return router.choice(RequestMeasure.of(request), table, connections.all());
  }

  /** By the table alone, whatever tier is chosen for all. */
  public Choice choice(ModelFunction function, Label label, Routing.Tier tier) {
    return table().choice(function, label, tier);
  }

  /** The same of the next lower tier that has a route of its own; without models if none has. */
  public Choice lowerChoice(ModelRequest request) {
    return lowerChoice(request.function(), request.label(), current().tier());
  }

  public Choice lowerChoice(ModelFunction function, Label label, Routing.Tier tier) {
    return table().lowerChoice(function, label, tier);
  }

  private RouteTable table() {
    return new RouteTable(current(), connections.all());
  }

  /** The models of every route and rule for the function, whatever else they ask for. */
  public List<Step> all(ModelFunction function) {
    return Stream.concat(
            table().all(function).stream(), router.all(function, connections.all()).stream())
        .toList();
  }

  /** Why text of {@code label} may not be sent over the connection; null if it may. */
  public @Nullable String objection(Connection connection, Label label) {
    if (rows.get().mode() == Routing.Mode.SELF_HOSTED && connection.boundary() != Boundary.INSIDE) {
      return "only models 'inside' may be used; this one is '%s'"
          .formatted(connection.boundary().word());
    }
    return switch (policies.maySend(label, connection.boundary())) {
      case Decision.Allowed _ -> null;
      case Decision.Denied denied -> denied.rule();
    };
  }

  /** What the routes say of such a request now. */
  public Explanation explain(RequestMeasure request, Actor actor) {
    actor.require(Role.ADMIN, "see the routes of models");
    var function = request.function();
    var all = connections.all();
    var table = table().choice(function, request.label(), current().tier());
    var decision = router.decide(request, table, all);
    var chain = decision.choice().steps();
    ModelName chosen = null;
    var considered = new ArrayList<Considered>();
    for (var step : chain) {
      var objection = objection(step.connection(), request.label());
      var pause = breakers.pause(step.connection().id());
      if (objection != null) {
        considered.add(said(step, Verdict.BLOCKED, objection));
      } else if (pause != null) {
        considered.add(
            said(
                step,
                Verdict.PAUSED,
                "it failed and is left alone for " + pause.toSeconds() + " s"));
      } else if (chosen == null) {
        chosen = step.name();
        considered.add(said(step, Verdict.CHOSEN, "the first of the route that may be asked"));
      } else {
        considered.add(said(step, Verdict.FALLBACK, "asked if those before it fail"));
      }
    }
    for (var connection : all) {
      for (var model : connection.models()) {
        var step = new Step(connection, model);
        if (chain.stream().noneMatch(other -> other.name().equals(step.name()))) {
          considered.add(
              model.isFor(function.kind())
                  ? said(step, Verdict.NOT_ROUTED, "it is no part of the route")
                  : said(step, Verdict.UNSUITED, "it is no " + function.kind() + " model"));
        }
      }
    }
    var rules =
        decision.considered().stream()
            .map(each -> new Explanation.RuleConsidered(each.rule().name(), each.why()))
            .toList();
    return new Explanation(chosen, considered, decision.choice().route(), rules);
  }

  private Considered said(Step step, Verdict verdict, String reason) {
    return new Considered(
        step.name(),
        step.connection().boundary(),
        verdict,
        reason,
        router.mostTook(step).orElse(null));
  }
}
