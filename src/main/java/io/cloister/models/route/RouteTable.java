package io.cloister.models.route;

import io.cloister.governance.Label;
import io.cloister.models.ModelFunction;
import io.cloister.models.connection.Connection;
import io.cloister.models.route.Routes.Choice;
import io.cloister.models.route.Routes.Step;
import io.cloister.models.route.Routing.FunctionRoute;
import io.cloister.models.route.Routing.Mode;
import io.cloister.models.route.Routing.Tier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the route of a function in the table of routes: that for just this label and tier goes
 * before one for all. In the mode {@code managed} a function without one takes that of {@code
 * chat}, so that three chains, one a tier, serve all.
 */
record RouteTable(Routing routing, List<Connection> connections) {

  private static final String BETWEEN = " · ";

  Choice choice(ModelFunction function, Label label, Tier tier) {
    return best(function, label, tier)
        .map(route -> new Choice(name(route), steps(route)))
        .orElse(new Choice(function.word(), List.of()));
  }

  /** Of the next tier below that has a route of its own; without models if none has. */
  Choice lowerChoice(ModelFunction function, Label label, Tier tier) {
    for (var lower : Tier.values()) {
      if (lower.compareTo(tier) > 0) {
        var own = best(function, label, lower).filter(route -> route.tier() == lower);
        if (own.isPresent() && !steps(own.get()).isEmpty()) {
          return new Choice(name(own.get()), steps(own.get()));
        }
      }
    }
    return new Choice(function.word(), List.of());
  }

  /** The models of every route for the function, whatever the label and the tier. */
  List<Step> all(ModelFunction function) {
    return routing.routes().stream()
        .filter(route -> isFor(route, function))
        .flatMap(route -> steps(route).stream())
        .toList();
  }

  private boolean isFor(FunctionRoute route, ModelFunction function) {
    return route.function() == function || isInPlaceOf(route, function);
  }

  private boolean isInPlaceOf(FunctionRoute route, ModelFunction function) {
    return routing.mode() == Mode.MANAGED
        && route.function() == ModelFunction.CHAT
        && function.kind().equals(ModelFunction.CHAT.kind());
  }

  private Optional<FunctionRoute> best(ModelFunction function, Label label, Tier tier) {
    return routing.routes().stream()
        .filter(route -> isFor(route, function))
        .filter(route -> route.label() == null || route.label() == label)
        .filter(route -> route.tier() == null || route.tier() == tier)
        .max(
            Comparator.comparingInt(route ->
                (route.function() == function ? 4 : 0)
                    + (route.label() == null ? 0 : 2)
                    + (route.tier() == null ? 0 : 1)));
  }

  /** As {@code answer · secret · economy}. */
  private static String name(FunctionRoute route) {
    return route.function().word()
        + (route.label() == null ? "" : BETWEEN + route.label().word())
        + (route.tier() == null ? "" : BETWEEN + route.tier().word());
  }

  private List<Step> steps(FunctionRoute route) {
    var steps = new ArrayList<Step>();
    for (var name : route.chain()) {
      for (var connection : connections) {
        if (connection.name().equals(name.connection())) {
          connection.model(name.model()).ifPresent(model -> steps.add(new Step(connection, model)));
        }
      }
    }
    return steps;
  }
}
