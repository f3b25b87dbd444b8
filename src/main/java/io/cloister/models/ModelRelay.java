package io.cloister.models;

import io.cloister.identity.Actor;
import io.cloister.models.RelayReply.Problem;
import io.cloister.models.RelayRequest.Operation;
import io.cloister.models.Routes.Step;
import io.cloister.models.Routing.Tier;
import io.cloister.models.relay.Untranslatable;
import io.cloister.models.wire.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Passes the requests of other programs on to models, with all that holds for any other call:
 * policy, budget and log. What a program wrote is changed only where it must be. Safe for
 * concurrent use.
 */
@Component
public class ModelRelay {

  private final Routes routes;
  private final Connections connections;
  private final Breakers breakers;
  private final InvocationLog log;
  private final RelayCalls calls;
  private final Spending spending;
  private final RelayProperties properties;

  ModelRelay(
      Routes routes,
      Connections connections,
      Breakers breakers,
      InvocationLog log,
      RelayCalls calls,
      Spending spending,
      RelayProperties properties) {
    this.routes = routes;
    this.connections = connections;
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
      if (chain(tier).stream().anyMatch(this::isAllowed)) {
        models.add(new RelayModel(tier.word(), "cloister"));
      }
    }
    for (var connection : connections.all()) {
      for (var model : connection.models()) {
        var step = new Step(connection, model);
        if (isAllowed(step) && (model.isFor("chat") || model.isFor("embedding"))) {
          models.add(new RelayModel(step.name().toString(), connection.name()));
        }
      }
    }
    return models;
  }

  private boolean isAllowed(Step step) {
    return routes.objection(step.connection(), properties.label()) == null;
  }

  private List<Step> chain(Tier tier) {
    var own = routes.chain(ModelFunction.CHAT, properties.label(), tier);
    return own.isEmpty() ? routes.chain(ModelFunction.ANSWER, properties.label(), tier) : own;
  }

  /**
   * Asks, and returns as soon as the model begins to answer or has answered.
   *
   * @param isGone looked at often, from another thread; once true the endpoint is hung up on
   */
  public RelayReply ask(RelayRequest request, Actor actor, BooleanSupplier isGone) {
    var steps = steps(request);
    if (steps.isEmpty()) {
      return new RelayReply.UnknownModel(request.model());
    }
    var kind = request.operation() == Operation.EMBEDDINGS ? "embedding" : "chat";
    if (!steps.getFirst().model().isFor(kind)) {
      return new RelayReply.Unsupported(
          "%s is no %s model".formatted(steps.getFirst().name(), kind));
    }
    var asked =
        new ModelRequest(
            request.function(),
            properties.label(),
            "",
            request.body().toString(),
            request.maxTokens(properties.replyTokens()),
            null,
            null);
    var allowed = steps.stream().filter(this::isAllowed).toList();
    if (allowed.isEmpty()) {
      log.blocked(steps.getFirst(), asked, actor);
      var rule = routes.objection(steps.getLast().connection(), properties.label());
      return new RelayReply.Blocked(rule == null ? "" : rule);
    }
    var made = along(allowed, request, asked, actor, isGone, false);
    if (made.spent() != null && made.spent().action() == Budget.Action.DOWNGRADE) {
      var lower = lower(request.model()).stream().filter(this::isAllowed).toList();
      if (!lower.isEmpty()) {
        made = along(lower, request, asked, actor, isGone, true);
      }
    }
    if (made.spent() != null) {
      log.overBudget(allowed.getFirst(), asked, actor, made.spent());
    }
    return made.reply();
  }

  /** What is asked instead of a tier whose budget is spent; a model that was named has nothing. */
  private List<Step> lower(String model) {
    return Tier.of(model).stream()
        .flatMap(tier -> Arrays.stream(Tier.values()).filter(each -> each.compareTo(tier) > 0))
        .map(tier -> routes.chainOf(ModelFunction.CHAT, properties.label(), tier))
        .filter(chain -> !chain.isEmpty())
        .findFirst()
        .orElse(List.of());
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

  private List<Step> steps(RelayRequest request) {
    var tier = Tier.of(request.model());
    if (tier.isPresent() && request.operation() != Operation.EMBEDDINGS) {
      return chain(tier.get());
    }
    var name = ModelName.parse(request.model());
    if (name.isEmpty()) {
      return List.of();
    }
    return connections.all().stream()
        .filter(connection -> connection.name().equals(name.get().connection()))
        .flatMap(connection ->
            connection.model(name.get().model()).map(model -> new Step(connection, model)).stream())
        .toList();
  }

  private Made along(
      List<Step> steps,
      RelayRequest request,
      ModelRequest asked,
      Actor actor,
      BooleanSupplier isGone,
      boolean lowered) {
    RelayReply last = null;
    Budget spent = null;
    ModelName before = null;
    int tokens = PromptSize.tokens(asked.user());
    for (var step : steps) {
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
        var reply = calls.make(step, request, asked, actor, isGone, before, hold);
        switch (reply) {
          case RelayCalls.Made.Answered answered -> {
            breakers.succeeded(id);
            return Made.of(answered.reply());
          }
          case RelayCalls.Made.Refused refused -> {
            remember(id, refused.failure());
            last = failed(step, refused.failure());
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

  private void remember(ConnectionId id, Failure failure) {
    if (failure.retryAfter() != null) {
      breakers.askedToWait(id, failure.retryAfter());
    } else if (failure.cause().isOfTheEndpoint()) {
      breakers.failed(id);
    } else {
      breakers.answered(id);
    }
  }

  private static RelayReply failed(Step step, Failure failure) {
    var problem =
        switch (failure.cause()) {
          case BAD_REQUEST -> Problem.REQUEST;
          case TOO_LONG -> Problem.TOO_LONG;
          case DECLINED -> Problem.DECLINED;
          case RATE_LIMITED -> Problem.RATE_LIMITED;
          case OVERLOADED -> Problem.OVERLOADED;
          case TIMED_OUT -> Problem.TIMED_OUT;
          case UNKNOWN_HOST,
              CONNECTION_REFUSED,
              TLS_FAILED,
              HOST_BLOCKED,
              REDIRECTED,
              WRONG_KEY,
              NO_CREDIT,
              SECRETS_LOCKED,
              NO_SUCH_ADDRESS,
              UNKNOWN_MODEL,
              SERVER_ERROR,
              CUT_OFF,
              NOT_A_REPLY,
              NO_TEXT,
              TOO_LARGE ->
              Problem.BROKEN;
        };
    var said = problem == Problem.REQUEST ? " (" + failure.said() + ")" : "";
    Duration pause = failure.retryAfter();
    return new RelayReply.Failed(problem, step.name() + ": " + Reasons.of(failure) + said, pause);
  }
}
