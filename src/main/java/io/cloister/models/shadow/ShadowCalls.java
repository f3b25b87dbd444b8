package io.cloister.models.shadow;

import io.cloister.identity.Actor;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelRequest;
import io.cloister.models.call.ModelCall;
import io.cloister.models.call.RoutedCall;
import io.cloister.models.cost.Spending;
import io.cloister.models.log.Attempt;
import io.cloister.models.route.PromptSize;
import io.cloister.models.route.Routes;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks shadows, one after the other and never while somebody waits. Policies, agents, budgets and
 * the log hold as for any call; the reply is thrown away and never cached. Safe for concurrent use.
 */
@Component
public final class ShadowCalls {

  private static final Logger log = LoggerFactory.getLogger(ShadowCalls.class);

  // prompts are long: what waits is felt in memory
  private static final int MOST_WAITING = 32;

  private final ShadowRows rows;
  private final RoutedCall.Means means;
  private final LongAdder skipped = new LongAdder();
  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("shadows").factory());

  ShadowCalls(ShadowRows rows, RoutedCall.Means means) {
    this.rows = rows;
    this.means = means;
  }

  /** Has the function's shadow asked the same some time, if it is its turn; returns at once. */
  public void follow(ModelRequest request, Actor actor, ModelReply reply) {
    if (!(reply instanceof ModelReply.Completed completed)) {
      return;
    }
    try {
      rows.of(request.function())
          .filter(shadow -> isDue(shadow, completed))
          .ifPresent(shadow -> worker.execute(() -> ask(shadow, request, actor)));
    } catch (RejectedExecutionException _) {
      skipped.increment();
    } catch (RuntimeException e) {
      // the reply is there; nothing may keep it from whoever asked
      log.warn("The shadow of {} was not asked: {}", request.function().word(), e.toString());
    }
  }

  private static boolean isDue(Shadow shadow, ModelReply.Completed completed) {
    // a model is not compared with itself
    return !completed.model().equals(shadow.model().toString())
        && ThreadLocalRandom.current().nextInt(100) < shadow.share();
  }

  /** How many were not asked since the start, because too many waited or a pause was on. */
  long skipped() {
    return skipped.sum();
  }

  private void ask(Shadow shadow, ModelRequest request, Actor actor) {
    try {
      boolean still = rows.of(shadow.function()).filter(shadow::equals).isPresent();
      if (still && means.agents().isOn(shadow.function())) {
        means
            .routes()
            .step(shadow.model())
            .filter(step -> step.connection().owner().includes(actor))
            .ifPresent(step -> ask(step, request, actor));
      }
    } catch (RuntimeException e) {
      log.warn("The shadow of {} failed: {}", shadow.function().word(), e.toString());
    }
  }

  private void ask(Routes.Step step, ModelRequest request, Actor actor) {
    var asked = means.prompts().forModel(request, step.name());
    var attempt = new Attempt(step, asked, actor, Shadow.route(request.function()), null);
    if (means.routes().objection(step.connection(), asked.label()) != null) {
      means.calls().log().blocked(attempt);
      return;
    }
    var tokens = PromptSize.tokens(asked.system()) + PromptSize.tokens(asked.user());
    switch (means
        .spending()
        .reserve(step, asked.function(), actor, tokens, asked.maxTokens(), false)) {
      case Spending.Reservation.Denied denied ->
          means.calls().log().overBudget(attempt, denied.budget().title());
      case Spending.Reservation.Granted granted -> {
        try (var hold = granted.hold()) {
          ask(attempt, hold);
        }
      }
    }
  }

  private void ask(Attempt attempt, Spending.Hold hold) {
    long deadline = System.nanoTime() + means.calls().properties().total().toNanos();
    var caller =
        new ModelCall.Caller(null, worker::isShutdown, ModelGateway.Watcher.NONE, deadline);
    // as if another model came after it: it waits for its turn only shortly
    var outcome = new ModelCall(means.calls(), caller, attempt, hold, false).run();
    if (outcome instanceof ModelCall.Outcome.Paused) {
      skipped.increment();
    }
  }

  @PreDestroy
  void close() throws InterruptedException {
    worker.shutdownNow();
    if (!worker.awaitTermination(2, TimeUnit.SECONDS)) {
      log.warn("Stopped while a shadow was asked; its budget counts the call in full.");
    }
  }
}
