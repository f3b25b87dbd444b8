package io.cloister.models;

import io.cloister.identity.Actor;
import io.cloister.models.Routes.Step;
import io.cloister.models.keys.SecretsLocked;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.Prompt;
import io.cloister.models.wire.Wire;
import io.cloister.models.wire.WireReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks the models of a function's route one after the other until one answers, never one that a
 * policy forbids, and writes down each that was asked.
 */
@Component
final class RoutedGateway implements ModelGateway {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration GLANCE = Duration.ofMillis(50);
  // where another model waits its turn, a longer pause than this is not waited for
  private static final Duration PATIENT = Duration.ofSeconds(2);

  private final Routes routes;
  private final Connections connections;
  private final Wire wire;
  private final Breakers breakers;
  private final Manners manners;
  private final InvocationLog log;
  private final Spending spending;
  private final ExactCache cache;
  private final Prompts prompts;
  private final Agents agents;
  private final ModelProperties properties;

  RoutedGateway(
      Routes routes,
      Connections connections,
      Wire wire,
      Breakers breakers,
      Manners manners,
      InvocationLog log,
      Spending spending,
      ExactCache cache,
      Prompts prompts,
      Agents agents,
      ModelProperties properties) {
    this.routes = routes;
    this.connections = connections;
    this.wire = wire;
    this.breakers = breakers;
    this.manners = manners;
    this.log = log;
    this.spending = spending;
    this.cache = cache;
    this.prompts = prompts;
    this.agents = agents;
    this.properties = properties;
  }

  @Override
  public boolean isRouted(ModelFunction function) {
    return agents.isOn(function) && routes.isRouted(function);
  }

  @Override
  public ModelReply complete(ModelRequest request, Actor actor) {
    return new Call(request, actor, null, () -> Thread.currentThread().isInterrupted()).run();
  }

  @Override
  public ModelReply stream(
      ModelRequest request, Actor actor, Consumer<String> onText, BooleanSupplier isStopped) {
    return new Call(request, actor, onText, isStopped).run();
  }

  /** One question with all its attempts. */
  private final class Call {

    private ModelRequest request;
    private final Actor actor;
    private final @Nullable Consumer<String> onText;
    private final BooleanSupplier isStopped;
    private final long deadline = System.nanoTime() + properties.total().toNanos();
    private @Nullable ModelName failedBefore;
    private @Nullable Failure lastFailure;
    private @Nullable String lastReason;
    private @Nullable Duration retryAfter;
    private String rule = "";
    private @Nullable Budget spent;
    private boolean lowered;

    Call(
        ModelRequest request,
        Actor actor,
        @Nullable Consumer<String> onText,
        BooleanSupplier isStopped) {
      this.request = request;
      this.actor = actor;
      this.onText = onText;
      this.isStopped = isStopped;
    }

    ModelReply run() {
      var chain = routes.chain(request.function(), request.label());
      if (chain.isEmpty() || !agents.isOn(request.function())) {
        return new ModelReply.NoRoute();
      }
      var allowed = allowed(chain);
      if (allowed.isEmpty()) {
        log.blocked(chain.getFirst(), request, actor);
        return new ModelReply.Blocked(rule);
      }
      var reply = along(allowed);
      if (reply == null && spent != null && spent.action() == Budget.Action.DOWNGRADE) {
        lowered = true;
        reply = along(allowed(routes.lowerChain(request.function(), request.label())));
      }
      if (reply == null && spent != null && lastReason == null) {
        log.overBudget(allowed.getFirst(), request, actor, spent);
        return new ModelReply.OverBudget(spent.title());
      }
      return reply == null ? unavailable() : reply;
    }

    private List<Step> allowed(List<Step> chain) {
      var allowed = new ArrayList<Step>();
      for (var step : chain) {
        var objection = routes.objection(step.connection(), request.label());
        if (objection == null) {
          allowed.add(step);
        } else if (rule.isEmpty()) {
          rule = objection;
        }
      }
      return allowed;
    }

    /** Null if none of them gave anything. */
    private @Nullable ModelReply along(List<Step> steps) {
      for (int i = 0; i < steps.size(); i++) {
        var reply = ask(steps.get(i), i == steps.size() - 1);
        if (reply != null) {
          return reply;
        }
      }
      return null;
    }

    private ModelReply unavailable() {
      if (lastFailure != null && lastFailure.cause() == Failure.Cause.DECLINED) {
        return new ModelReply.Refused("the provider declined it");
      }
      return new ModelReply.Unavailable(
          lastReason == null ? "no model answered" : lastReason, retryAfter);
    }

    /** Null if this model gave nothing and another may be asked. */
    private @Nullable ModelReply ask(Step step, boolean isLast) {
      request = prompts.forModel(request, step.name());
      var key = manners.of(step).steady() ? cache.key(step, request, actor) : null;
      var known = cache.find(key);
      if (known != null) {
        return known(step, known);
      }
      var tokens = PromptSize.tokens(request.system()) + PromptSize.tokens(request.user());
      return switch (spending.reserve(
          step, request.function(), actor, tokens, request.maxTokens(), lowered)) {
        case Spending.Reservation.Denied denied -> {
          spent = denied.budget();
          yield null;
        }
        case Spending.Reservation.Granted granted -> {
          try (var hold = granted.hold()) {
            yield ask(step, isLast, key, hold);
          }
        }
      };
    }

    private ModelReply known(Step step, String text) {
      if (onText != null) {
        onText.accept(text);
      }
      var usage = log.known(step, request, actor, text);
      return new ModelReply.Completed(text, step.name().toString(), true, usage);
    }

    private @Nullable ModelReply ask(
        Step step, boolean isLast, @Nullable String key, Spending.Hold hold) {
      var id = step.connection().id();
      if (!breakers.admits(id)) {
        lastReason = step.name() + ": left alone for a while after failing";
        retryAfter = breakers.pause(id);
        hold.release();
        return null;
      }
      for (int attempt = 0; ; attempt++) {
        long start = System.nanoTime();
        var reply = once(step, start);
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        switch (reply) {
          case WireReply.Said said -> {
            breakers.succeeded(id);
            manners.learn(step, said.manner());
            var usage = log.said(step, request, actor, said, millis, failedBefore);
            hold.settle(usage);
            var text = request.jsonSchema() == null ? said.text() : Fences.removed(said.text());
            boolean complete = said.cutBy() == null;
            if (complete) {
              cache.keep(key, text);
            }
            return new ModelReply.Completed(text, step.name().toString(), complete, usage);
          }
          case WireReply.Stopped stopped -> {
            hold.settle(log.stopped(step, request, actor, stopped.text(), millis, failedBefore));
            return new ModelReply.Stopped(stopped.text());
          }
          case WireReply.Failed failed -> {
            var pause = pauseBefore(attempt + 1, failed.failure(), isLast);
            if (pause != null) {
              if (rest(pause)) {
                continue;
              }
              hold.settle(log.stopped(step, request, actor, "", millis, failedBefore));
              return new ModelReply.Stopped("");
            }
            remember(step, failed.failure(), millis);
            hold.release();
            return null;
          }
        }
      }
    }

    private WireReply once(Step step, long start) {
      try {
        var endpoint = connections.endpoint(step.connection());
        var prompt =
            new Prompt(
                    step.model().name(),
                    request.system(),
                    request.user(),
                    request.maxTokens(),
                    request.jsonSchema(),
                    manners.of(step))
                .within(step.model().contextTokens());
        var patience =
            properties.patience().within(Duration.ofNanos(Math.max(1, deadline - start)));
        return onText == null
            ? wire.complete(endpoint, prompt, patience)
            : wire.stream(endpoint, prompt, patience, onText, isStopped);
      } catch (SecretsLocked e) {
        lastReason = e.getMessage();
        return new WireReply.Failed(Failure.of(Failure.Cause.SECRETS_LOCKED));
      }
    }

    /** How long to wait before asking the same model again; null if it is not asked again. */
    private @Nullable Duration pauseBefore(int attempt, Failure failure, boolean isLast) {
      if (!failure.cause().isPassing() || attempt > properties.retries()) {
        return null;
      }
      var asked = failure.retryAfter();
      var jitter = 0.75 + Math.random() / 2;
      var usual =
          Duration.ofMillis((long) (FIRST_PAUSE.toMillis() * (1L << (attempt - 1)) * jitter));
      var pause = asked == null || asked.compareTo(usual) < 0 ? usual : asked;
      var longest = isLast ? properties.longestWait() : PATIENT;
      boolean inTime = System.nanoTime() + pause.toNanos() < deadline;
      return pause.compareTo(longest) <= 0 && inTime ? pause : null;
    }

    private boolean rest(Duration pause) {
      long end = System.nanoTime() + pause.toNanos();
      try {
        while (System.nanoTime() < end) {
          if (isStopped.getAsBoolean()) {
            return false;
          }
          Thread.sleep(Math.min(GLANCE.toMillis(), Math.max(1, pause.toMillis())));
        }
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    private void remember(Step step, Failure failure, long millis) {
      var id = step.connection().id();
      if (failure.retryAfter() != null) {
        breakers.askedToWait(id, failure.retryAfter());
      } else if (failure.cause().isOfTheEndpoint()) {
        breakers.failed(id);
      } else {
        breakers.answered(id);
      }
      log.failed(step, request, actor, failure, millis, failedBefore);
      failedBefore = step.name();
      lastFailure = failure;
      retryAfter = failure.retryAfter();
      if (failure.cause() != Failure.Cause.SECRETS_LOCKED) {
        lastReason = step.name() + ": " + Reasons.of(failure);
      }
    }
  }
}
