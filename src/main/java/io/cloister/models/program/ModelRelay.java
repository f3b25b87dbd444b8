package io.cloister.models.program;

import io.cloister.identity.Actor;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.ModelRequest;
import io.cloister.models.catalogue.Catalogue;
import io.cloister.models.connection.Connections;
import io.cloister.models.cost.Budget;
import io.cloister.models.cost.Spending;
import io.cloister.models.log.Attempt;
import io.cloister.models.log.InvocationLog;
import io.cloister.models.program.RelayReply.Problem;
import io.cloister.models.relay.RelayRequest;
import io.cloister.models.relay.RelayRequest.Operation;
import io.cloister.models.relay.Untranslatable;
import io.cloister.models.route.PromptSize;
import io.cloister.models.route.Routes;
import io.cloister.models.route.Routes.Choice;
import io.cloister.models.route.Routes.Step;
import io.cloister.models.route.Routing.Tier;
import io.cloister.models.route.Whose;
import io.cloister.models.traffic.Breakers;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.Reasons;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Passes the requests of other programs on to models, with all that holds for any other call:
 * policy, budget and log. What a program wrote is changed only where it must be. Safe for
 * concurrent use.
 */
@Component
public class ModelRelay {

  private static final String NAMED = "by name";

  private final Routes routes;
  private final Connections connections;
  private final Whose whose;
  private final Catalogue catalogue;
  private final Breakers breakers;
  private final InvocationLog log;
  private final RelayCalls calls;
  private final Spending spending;
  private final RelayProperties properties;

  ModelRelay(
      Routes routes,
      Connections connections,
      Whose whose,
      Catalogue catalogue,
      Breakers breakers,
      InvocationLog log,
      RelayCalls calls,
      Spending spending,
      RelayProperties properties) {
    this.routes = routes;
    this.connections = connections;
    this.whose = whose;
    this.catalogue = catalogue;
    this.breakers = breakers;
    this.log = log;
    this.calls = calls;
    this.spending = spending;
    this.properties = properties;
  }

  /** The models that {@code actor} may ask for: for chat the tiers first, then by connection. */
  public List<RelayModel> models(Actor actor) {
    var models = new ArrayList<RelayModel>();
    for (var tier : Tier.values()) {
      var choice = whose.choice(choice(tier), ModelFunction.CHAT, actor);
      if (choice.steps().stream().anyMatch(this::isAllowed)) {
        models.add(new RelayModel(tier.word(), "cloister"));
      }
    }
    for (var connection : connections.usedFor(actor)) {
      for (var model : connection.models()) {
        var step = new Step(connection, model);
        boolean canBeAsked = model.isFor("chat") || model.isFor("embedding");
        if (canBeAsked && isAllowed(step) && catalogue.isOpen(connection, model, actor)) {
          models.add(new RelayModel(step.name().toString(), connection.name()));
        }
      }
    }
    return models;
  }

  private boolean isAllowed(Step step) {
    return routes.objection(step.connection(), properties.label()) == null;
  }

  private Choice choice(Tier tier) {
    var own = routes.choice(ModelFunction.CHAT, properties.label(), tier);
    return own.steps().isEmpty()
        ? routes.choice(ModelFunction.ANSWER, properties.label(), tier)
        : own;
  }

  /**
   * Asks, and returns as soon as the model begins to answer or has answered.
   *
   * @param isGone looked at often, from another thread; once true the endpoint is hung up on, and a
   *     place in a queue given up
   * @param onPlace told on the calling thread which place it has where a connection is busy, from
   *     1, whenever that changes
   */
  public RelayReply ask(
      RelayRequest request, Actor actor, BooleanSupplier isGone, IntConsumer onPlace) {
    var client = new RelayCalls.Client(isGone, onPlace);
    var asked = asked(request);
    var choice = choice(request, asked, actor);
    var steps = choice.steps();
    if (steps.isEmpty()) {
      return new RelayReply.UnknownModel(request.model());
    }
    var kind = request.operation() == Operation.EMBEDDINGS ? "embedding" : "chat";
    if (!steps.getFirst().model().isFor(kind)) {
      return new RelayReply.Unsupported(
          "%s is no %s model".formatted(steps.getFirst().name(), kind));
    }
    var allowed = allowed(choice);
    if (allowed.steps().isEmpty()) {
      log.blocked(new Attempt(steps.getFirst(), asked, actor, choice.route(), null));
      var rule = routes.objection(steps.getLast().connection(), properties.label());
      return new RelayReply.Blocked(rule == null ? "" : rule);
    }
    var made = along(allowed, request, asked, actor, client, false);
    if (made.spent() != null && made.spent().action() == Budget.Action.DOWNGRADE) {
      var lower = allowed(whose.used(lower(request.model()), actor));
      if (!lower.steps().isEmpty()) {
        made = along(lower, request, asked, actor, client, true);
      }
    }
    if (made.spent() != null) {
      log.overBudget(
          new Attempt(allowed.steps().getFirst(), asked, actor, allowed.route(), null),
          made.spent().title());
    }
    return made.reply();
  }

  private ModelRequest asked(RelayRequest request) {
    return new ModelRequest(
            request.function(),
            properties.label(),
            "",
            request.body().toString(),
            request.maxTokens(properties.replyTokens()),
            null,
            null)
        .about(request.question(), 0);
  }

  private Choice allowed(Choice choice) {
    return new Choice(choice.route(), choice.steps().stream().filter(this::isAllowed).toList());
  }

  /** What is asked instead of a tier whose budget is spent; a model that was named has nothing. */
  private Choice lower(String model) {
    return Tier.of(model)
        .map(tier -> routes.lowerChoice(ModelFunction.CHAT, properties.label(), tier))
        .orElse(new Choice(NAMED, List.of()));
  }

  /**
   * What came of asking some models.
   *
   * @param spent the budget for which none of them was asked; null if one was
   */
  private record Made(RelayReply reply, @Nullable Budget spent) {

    static Made of(RelayReply reply) {
      return new Made(reply, null);
    }
  }

  private Choice choice(RelayRequest request, ModelRequest asked, Actor actor) {
    var tier = Tier.of(request.model());
    if (tier.isPresent() && request.operation() != Operation.EMBEDDINGS) {
      var routed = routes.choice(asked, choice(tier.get()));
      return whose.choice(routed, ModelFunction.CHAT, actor);
    }
    return new Choice(
        NAMED, ModelName.parse(request.model()).map(name -> named(name, actor)).orElse(List.of()));
  }

  private List<Step> named(ModelName name, Actor actor) {
    return catalogue
        .chosen(name, actor)
        .flatMap(
            connection -> connection.model(name.model()).map(model -> new Step(connection, model)))
        .stream()
        .toList();
  }

  private Made along(
      Choice choice,
      RelayRequest request,
      ModelRequest asked,
      Actor actor,
      RelayCalls.Client client,
      boolean lowered) {
    RelayReply last = null;
    Budget spent = null;
    ModelName before = null;
    int tooSmall = 0;
    int tokens = PromptSize.tokens(asked.user());
    var steps = choice.steps();
    for (var step : steps) {
      var window = step.model().contextTokens();
      if (window != null && window <= tooSmall) {
        continue; // one of no less room was too small for it already
      }
      var id = step.connection().id();
      var reserved =
          spending.reserve(step, asked.function(), actor, tokens, asked.maxTokens(), lowered);
      if (reserved instanceof Spending.Reservation.Denied denied) {
        spent = denied.budget();
        continue;
      }
      var hold = ((Spending.Reservation.Granted) reserved).hold();
      if (!step.connection().isBuiltin() && !breakers.admits(id)) {
        last =
            new RelayReply.Failed(
                Problem.OVERLOADED,
                step.name() + ": left alone for a while after failing",
                breakers.pause(id));
        hold.release();
        continue;
      }
      try {
        var attempt = new Attempt(step, asked, actor, choice.route(), before);
        boolean isLast = step.equals(steps.getLast());
        var reply = calls.make(attempt, request, isLast, client, hold);
        switch (reply) {
          case RelayCalls.Made.Answered answered -> {
            breakers.succeeded(id);
            return Made.of(answered.reply());
          }
          case RelayCalls.Made.Refused refused -> {
            var failure = refused.failure();
            breakers.learn(id, failure);
            last = failed(step, failure);
            if (failure.cause() == Failure.Cause.TOO_LONG && window != null) {
              tooSmall = Math.max(tooSmall, window);
            }
          }
          case RelayCalls.Made.NotAsked notAsked -> {
            return Made.of(notAsked.reply());
          }
        }
      } catch (Untranslatable e) {
        hold.release();
        return Made.of(new RelayReply.Unsupported(String.valueOf(e.getMessage())));
      } catch (RuntimeException e) {
        hold.close();
        throw e;
      }
      before = step.name();
    }
    if (last != null) {
      return Made.of(last);
    }
    return spent == null
        ? Made.of(failed(steps.getFirst(), Failure.of(Failure.Cause.OVERLOADED)))
        : new Made(new RelayReply.OverBudget(spent.title()), spent);
  }

  private static RelayReply failed(Step step, Failure failure) {
    var problem = Problem.of(failure.cause());
    var said = problem == Problem.REQUEST ? " (" + failure.said() + ")" : "";
    Duration pause = failure.retryAfter();
    return new RelayReply.Failed(problem, step.name() + ": " + Reasons.of(failure) + said, pause);
  }
}
