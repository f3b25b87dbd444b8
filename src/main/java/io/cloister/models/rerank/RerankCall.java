package io.cloister.models.rerank;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.ModelRequest;
import io.cloister.models.RerankReply;
import io.cloister.models.RerankRequest;
import io.cloister.models.agent.Agents;
import io.cloister.models.builtin.Reranker;
import io.cloister.models.connection.Connections;
import io.cloister.models.cost.Budget;
import io.cloister.models.cost.Spending;
import io.cloister.models.log.Attempt;
import io.cloister.models.log.InvocationLog;
import io.cloister.models.route.PromptSize;
import io.cloister.models.route.Routes;
import io.cloister.models.route.Routes.Choice;
import io.cloister.models.route.Routes.Step;
import io.cloister.models.route.Whose;
import io.cloister.models.traffic.Breakers;
import io.cloister.models.traffic.Turns;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.Manner;
import io.cloister.models.wire.RankReply;
import io.cloister.models.wire.Reasons;
import io.cloister.models.wire.Wire;
import io.cloister.models.wire.WireReply;
import io.cloister.secrets.SecretsLocked;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Some texts on their way along the models that rank. */
public final class RerankCall {

  /** What every call needs. */
  @Component
  public record Means(
      Routes routes,
      Whose whose,
      Agents agents,
      Spending spending,
      Connections connections,
      Breakers breakers,
      Turns turns,
      Wire wire,
      InvocationLog log,
      @Nullable Reranker builtin) {}

  private final Means means;
  private final RerankRequest request;
  private final ModelRequest logged;
  private final Actor actor;
  private final long deadline;
  private final int tokens;
  private @Nullable ModelName failedBefore;
  private @Nullable String lastReason;
  private @Nullable String rule;
  private @Nullable Budget spent;
  private boolean lowered;

  public RerankCall(Means means, RerankRequest request, Actor actor) {
    this.means = means;
    this.request = request;
    this.actor = actor;
    this.deadline = System.nanoTime() + request.patience().toNanos();
    var texts = String.join("\n\n", request.texts());
    this.logged =
        new ModelRequest(
                ModelFunction.RERANK, request.label(), request.query(), texts, 0, null, null)
            .about(request.query(), request.texts().size());
    // the query is read anew with each text
    this.tokens =
        PromptSize.tokens(request.query()) * request.texts().size() + PromptSize.tokens(texts);
  }

  public RerankReply run() {
    var choice = means.whose().choice(means.routes().choice(logged), ModelFunction.RERANK, actor);
    if (choice.steps().isEmpty() || !means.agents().isOn(ModelFunction.RERANK)) {
      return new RerankReply.NoRoute();
    }
    var allowed = allowed(choice);
    if (allowed.steps().isEmpty()) {
      var first = choice.steps().getFirst();
      means.log().blocked(attempt(choice, first));
      var rule = means.routes().objection(first.connection(), request.label());
      return new RerankReply.Blocked(rule == null ? "" : rule);
    }
    var reply = along(allowed);
    if (reply == null && spent != null && spent.action() == Budget.Action.DOWNGRADE) {
      lowered = true;
      reply = along(allowed(means.whose().used(means.routes().lowerChoice(logged), actor)));
    }
    if (reply != null) {
      return reply;
    }
    if (rule != null && spent == null && lastReason == null) {
      return new RerankReply.Blocked(rule);
    }
    if (spent != null && lastReason == null) {
      means.log().overBudget(attempt(allowed, allowed.steps().getFirst()), spent.title());
      return new RerankReply.OverBudget(spent.title());
    }
    return new RerankReply.Unavailable(lastReason == null ? "no model answered" : lastReason);
  }

  private Choice allowed(Choice choice) {
    return new Choice(
        choice.route(),
        choice.steps().stream()
            .filter(step -> means.routes().objection(step.connection(), request.label()) == null)
            .toList());
  }

  private Attempt attempt(Choice choice, Step step) {
    return new Attempt(step, logged, actor, choice.route(), failedBefore);
  }

  /** Null if none of them gave anything. */
  private @Nullable RerankReply along(Choice choice) {
    for (var step : choice.steps()) {
      var reserved =
          means.spending().reserve(step, ModelFunction.RERANK, actor, tokens, 0, lowered);
      switch (reserved) {
        case Spending.Reservation.Denied denied -> spent = denied.budget();
        case Spending.Reservation.Granted granted -> {
          try (var hold = granted.hold()) {
            var reply = ask(attempt(choice, step), hold);
            if (reply != null) {
              return reply;
            }
          }
        }
      }
    }
    return null;
  }

  private @Nullable RerankReply ask(Attempt attempt, Spending.Hold hold) {
    var step = attempt.step();
    var id = step.connection().id();
    if (!step.connection().isBuiltin() && !means.breakers().admits(id)) {
      hold.release();
      lastReason = step.name() + ": left alone for a while after failing";
      return null;
    }
    long start = System.nanoTime();
    var turn = turn(step);
    if (turn instanceof Turns.Turn.Forbidden forbidden) {
      means.log().blocked(attempt.with(logged.labelled(labelNow())));
      hold.release();
      rule = forbidden.rule();
      return null;
    }
    var said = inTurn(turn, step);
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    return switch (said) {
      case RankReply.Scores scores -> {
        means.breakers().succeeded(id);
        var usage = means.log().said(attempt, said(scores), millis);
        hold.settle(usage);
        yield new RerankReply.Ranked(scores.scores(), step.name().toString(), usage);
      }
      case RankReply.Failed failed -> {
        learn(step, failed.failure());
        means.log().failed(attempt, failed.failure(), millis);
        hold.release();
        failedBefore = step.name();
        lastReason = step.name() + ": " + Reasons.of(failed.failure());
        yield null;
      }
    };
  }

  /** That it took too long for somebody in a hurry says nothing of what else it is asked. */
  private void learn(Step step, Failure failure) {
    if (failure.cause() != Failure.Cause.TIMED_OUT) {
      means.breakers().learn(step.connection().id(), failure);
    }
  }

  private static WireReply.Said said(RankReply.Scores scores) {
    return new WireReply.Said("", null, scores.counts(), Manner.USUAL, null, false, List.of());
  }

  private Turns.Turn turn(Step step) {
    return means
        .turns()
        .take(
            step.connection(),
            actor.user(),
            left(),
            () -> Thread.currentThread().isInterrupted(),
            _ -> {},
            () -> objection(step));
  }

  /** Null also for the built-in model: nothing leaves the process for it. */
  private @Nullable String objection(Step step) {
    return step.connection().isBuiltin()
        ? null
        : means.routes().objection(step.connection(), labelNow());
  }

  private Label labelNow() {
    return Label.strictest(List.of(request.label(), request.labelNow().get()));
  }

  private RankReply inTurn(Turns.Turn turn, Step step) {
    return switch (turn) {
      case Turns.Turn.Taken taken -> {
        try (taken) {
          yield once(step);
        }
      }
      case Turns.Turn.Forbidden _, Turns.Turn.TooBusy _, Turns.Turn.GivenUp _ ->
          failed(Failure.Cause.BUSY);
    };
  }

  private RankReply once(Step step) {
    if (step.connection().isBuiltin()) {
      var own = means.builtin();
      return own == null
          ? failed(Failure.Cause.UNKNOWN_MODEL)
          : own.rank(request.query(), request.texts(), left());
    }
    try {
      var endpoint = means.connections().endpoint(step.connection());
      return means
          .wire()
          .rank(endpoint, step.model().name(), request.query(), request.texts(), left());
    } catch (SecretsLocked _) {
      return failed(Failure.Cause.SECRETS_LOCKED);
    }
  }

  private static RankReply failed(Failure.Cause cause) {
    return new RankReply.Failed(Failure.of(cause));
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
  }
}
