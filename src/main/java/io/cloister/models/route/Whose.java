package io.cloister.models.route;

import io.cloister.identity.Actor;
import io.cloister.models.ModelFunction;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.Connections;
import io.cloister.models.connection.PersonalRows;
import io.cloister.models.route.Routes.Choice;
import io.cloister.models.route.Routes.Step;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Which models of a route are asked for whom. A group's are for its members, as if they were no
 * part of the route for others. A person's own go before the route, for that person's calls and the
 * functions that an administrator opened; everything else that holds for a model holds for them.
 */
@Component
public final class Whose {

  private static final String OWN = "own · ";

  private final Connections connections;
  private final PersonalRows personal;

  Whose(Connections connections, PersonalRows personal) {
    this.connections = connections;
    this.personal = personal;
  }

  public Choice choice(Choice route, ModelFunction function, Actor actor) {
    var own = own(function, actor);
    var used = used(route, actor);
    if (own.isEmpty()) {
      return used;
    }
    var steps = new ArrayList<>(own);
    steps.addAll(used.steps());
    return new Choice(OWN + route.route(), steps);
  }

  /** The same without the person's own. */
  public Choice used(Choice route, Actor actor) {
    return new Choice(
        route.route(),
        route.steps().stream().filter(step -> step.connection().owner().includes(actor)).toList());
  }

  /** Whether there is a model among these, or a person's own. */
  public boolean isAsked(List<Step> routed, ModelFunction function, Actor actor) {
    return routed.stream().anyMatch(step -> step.connection().owner().includes(actor))
        || !own(function, actor).isEmpty();
  }

  private List<Step> own(ModelFunction function, Actor actor) {
    if (!personal.functions().contains(function)) {
      return List.of();
    }
    return connections
        .personal(actor)
        .filter(Connection::askedFirst)
        .flatMap(own ->
            own.models().stream()
                .filter(model -> model.isFor(function.kind()))
                .limit(1)
                .map(model -> new Step(own, model)))
        .toList();
  }
}
