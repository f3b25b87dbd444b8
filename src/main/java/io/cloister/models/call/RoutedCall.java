package io.cloister.models.call;

import io.cloister.identity.Actor;
import io.cloister.models.ModelName;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelRequest;
import io.cloister.models.agent.Agents;
import io.cloister.models.catalogue.Catalogue;
import io.cloister.models.cost.Budget;
import io.cloister.models.cost.Spending;
import io.cloister.models.log.Attempt;
import io.cloister.models.prompt.Prompts;
import io.cloister.models.route.PromptSize;
import io.cloister.models.route.Routes;
import io.cloister.models.route.Routes.Step;
import io.cloister.models.route.Whose;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.Reasons;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One question on its way along the models of its route. */
public final class RoutedCall {

  /** What every call needs. */
  @Component
  public record Means(
      Routes routes,
      Whose whose,
      Spending spending,
      ExactCache cache,
      Prompts prompts,
      Agents agents,
      Catalogue catalogue,
      ModelCall.Means calls) {}

  private final Means means;
  private final ModelRequest request;
  private final Actor actor;
  private final ModelCall.Caller caller;
  private @Nullable ModelName failedBefore;
  private @Nullable Failure lastFailure;
  private @Nullable String lastReason;
  private @Nullable Duration retryAfter;
  private String rule = "";
  private @Nullable Budget spent;
  private boolean lowered;
  private int tooSmall;

  public RoutedCall(Means means, ModelRequest request, Actor actor, ModelCall.Caller caller) {
    this.means = means;
    this.request = request;
    this.actor = actor;
    this.caller = caller;
  }

  public ModelReply run() {
    var chosen = request.chosen();
    if (chosen != null && means.agents().isOn(request.function())) {
      return chosen(chosen);
    }
    var choice = means.whose().choice(means.routes().choice(request), request.function(), actor);
    if (choice.steps().isEmpty() || !means.agents().isOn(request.function())) {
      return new ModelReply.NoRoute();
    }
    return run(choice);
  }

  /** Who chose a model is not answered by another in its place. */
  private ModelReply chosen(ModelName name) {
    return means
        .catalogue()
        .chosen(name, actor)
        .flatMap(connection -> connection.model(name.model()).map(m -> new Step(connection, m)))
        .filter(step -> step.model().isFor(request.function().kind()))
        .map(step -> run(new Routes.Choice("chosen", List.of(step))))
        .orElseGet(() ->
            new ModelReply.Blocked("%s is not among the models to choose from".formatted(name)));
  }

  /** Asks these whatever is routed, so far as policies let it. */
  public ModelReply run(Routes.Choice choice) {
    var allowed = allowed(choice);
    if (allowed.steps().isEmpty()) {
      means.calls().log().blocked(attempt(choice, choice.steps().getFirst()));
      return new ModelReply.Blocked(rule);
    }
    var reply = along(allowed);
    boolean mayLower = request.chosen() == null;
    if (reply == null && mayLower && spent != null && spent.action() == Budget.Action.DOWNGRADE) {
      lowered = true;
      reply = along(allowed(means.whose().used(means.routes().lowerChoice(request), actor)));
    }
    if (reply == null && spent == null && lastReason == null && !rule.isEmpty()) {
      return new ModelReply.Blocked(rule);
    }
    if (reply == null && spent != null && lastReason == null) {
      means.calls().log().overBudget(attempt(allowed, allowed.steps().getFirst()), spent.title());
      return new ModelReply.OverBudget(spent.title());
    }
    return reply == null ? unavailable() : reply;
  }

  private Attempt attempt(Routes.Choice choice, Step step) {
    var worded = means.prompts().forModel(request, step.name());
    return new Attempt(step, worded, actor, choice.route(), failedBefore);
  }

  private Routes.Choice allowed(Routes.Choice choice) {
    var allowed = new ArrayList<Step>();
    for (var step : choice.steps()) {
      var objection = means.routes().objection(step.connection(), request.label());
      if (objection == null) {
        allowed.add(step);
      } else if (rule.isEmpty()) {
        rule = objection;
      }
    }
    return new Routes.Choice(choice.route(), allowed);
  }

  /** Null if none of them gave anything. */
  private @Nullable ModelReply along(Routes.Choice choice) {
    var steps = choice.steps();
    for (int i = 0; i < steps.size(); i++) {
      if (isTooSmall(steps.get(i))) {
        continue;
      }
      var reply = ask(attempt(choice, steps.get(i)), isLast(steps, i));
      if (reply != null) {
        return reply;
      }
    }
    return null;
  }

  /** Whether one of no more room was too small for it already. */
  private boolean isTooSmall(Step step) {
    var window = step.model().contextTokens();
    return window != null && window <= tooSmall;
  }

  private boolean isLast(List<Step> steps, int at) {
    return steps.subList(at + 1, steps.size()).stream().allMatch(this::isTooSmall);
  }

  private ModelReply unavailable() {
    if (lastFailure != null && lastFailure.cause() == Failure.Cause.DECLINED) {
      return new ModelReply.Refused("the provider declined it");
    }
    return new ModelReply.Unavailable(
        lastReason == null ? "no model answered" : lastReason, retryAfter);
  }

  /** Null if this model gave nothing and another may be asked. */
  private @Nullable ModelReply ask(Attempt attempt, boolean isLast) {
    var step = attempt.step();
    var asked = attempt.request();
    var key =
        means.calls().manners().of(step).steady() ? means.cache().key(step, asked, actor) : null;
    var known = means.cache().find(key);
    if (known != null) {
      return known(attempt, known);
    }
    var tokens =
        PromptSize.tokens(asked.system())
            + PromptSize.tokens(asked.user())
            + asked.attachedTokens();
    return switch (means
        .spending()
        .reserve(step, asked.function(), actor, tokens, asked.maxTokens(), lowered)) {
      case Spending.Reservation.Denied denied -> {
        spent = denied.budget();
        yield null;
      }
      case Spending.Reservation.Granted granted -> {
        try (var hold = granted.hold()) {
          yield ask(attempt, isLast, key, hold);
        }
      }
    };
  }

  private ModelReply known(Attempt attempt, String text) {
    if (caller.onText() != null) {
      caller.onText().accept(text);
    }
    var usage = means.calls().log().known(attempt, text);
    return new ModelReply.Completed(text, attempt.step().name().toString(), true, usage);
  }

  private @Nullable ModelReply ask(
      Attempt attempt, boolean isLast, @Nullable String key, Spending.Hold hold) {
    return switch (new ModelCall(means.calls(), caller, attempt, hold, isLast).run()) {
      case ModelCall.Outcome.Ended ended -> {
        if (ended.text() != null) {
          means.cache().keep(key, ended.text());
        }
        yield ended.reply();
      }
      case ModelCall.Outcome.Blocked blocked -> {
        rule = blocked.rule();
        yield null;
      }
      case ModelCall.Outcome.Paused paused -> {
        lastReason = attempt.step().name() + ": left alone for a while after failing";
        retryAfter = paused.pause();
        yield null;
      }
      case ModelCall.Outcome.Failed failed -> {
        remember(attempt.step(), failed.failure());
        yield null;
      }
    };
  }

  private void remember(Step step, Failure failure) {
    failedBefore = step.name();
    lastFailure = failure;
    retryAfter = failure.retryAfter();
    lastReason =
        failure.cause() == Failure.Cause.SECRETS_LOCKED
            ? failure.said()
            : step.name() + ": " + Reasons.of(failure);
    var window = step.model().contextTokens();
    if (failure.cause() == Failure.Cause.TOO_LONG && window != null) {
      tooSmall = Math.max(tooSmall, window);
    }
  }
}
