package io.cloister.models;

import io.cloister.identity.Actor;
import io.cloister.models.Invocation.Outcome;
import io.cloister.models.Routes.Step;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.WireReply;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes down each call as it ended; nobody waits for it. */
@Component
final class InvocationLog {

  private static final Logger log = LoggerFactory.getLogger(InvocationLog.class);

  private final InvocationQueue queue;
  private final ModelLogging logging;
  private final Clock clock;

  InvocationLog(InvocationQueue queue, ModelLogging logging, Clock clock) {
    this.queue = queue;
    this.logging = logging;
    this.clock = clock;
  }

  /** What it took, as the caller is told it. */
  ModelReply.Usage said(
      Step step,
      ModelRequest request,
      Actor actor,
      WireReply.Said said,
      long millis,
      @Nullable ModelName before) {
    var counts = said.counts();
    long cost = step.model().costMicros(counts.inputTokens(), counts.outputTokens());
    var usage =
        new ModelReply.Usage(
            counts.inputTokens(), counts.outputTokens(), counts.estimated(), cost, millis);
    var outcome = said.cutBy() == null ? Outcome.COMPLETED : Outcome.INCOMPLETE;
    add(
        step,
        request,
        actor,
        usage,
        said.firstTokenMillis(),
        outcome,
        said.cutBy(),
        before,
        said.text(),
        false);
    return usage;
  }

  /** The answer was known; no model was asked. */
  ModelReply.Usage known(Step step, ModelRequest request, Actor actor, String text) {
    var usage = new ModelReply.Usage(0, 0, false, 0, 0);
    add(step, request, actor, usage, null, Outcome.COMPLETED, null, null, text, true);
    return usage;
  }

  /** What it took until then. */
  ModelReply.Usage stopped(
      Step step,
      ModelRequest request,
      Actor actor,
      String text,
      long millis,
      @Nullable ModelName before) {
    // what was sent until then is paid for all the same
    var counts =
        text.isEmpty() ? NOTHING : WireReply.Counts.guess(request.system(), request.user(), text);
    long cost = step.model().costMicros(counts.inputTokens(), counts.outputTokens());
    var usage =
        new ModelReply.Usage(counts.inputTokens(), counts.outputTokens(), true, cost, millis);
    add(step, request, actor, usage, null, Outcome.STOPPED, null, before, text, false);
    return usage;
  }

  void failed(
      Step step,
      ModelRequest request,
      Actor actor,
      Failure failure,
      long millis,
      @Nullable ModelName before) {
    var outcome = failure.cause() == Failure.Cause.DECLINED ? Outcome.REFUSED : Outcome.FAILED;
    var usage = new ModelReply.Usage(0, 0, false, 0, millis);
    add(step, request, actor, usage, null, outcome, failure.cause().code(), before, null, false);
    log.warn("{} failed: {}", step.name(), Reasons.of(failure));
  }

  void blocked(Step step, ModelRequest request, Actor actor) {
    var usage = new ModelReply.Usage(0, 0, false, 0, 0);
    add(
        step,
        request,
        actor,
        usage,
        null,
        Outcome.BLOCKED,
        request.label().word(),
        null,
        null,
        false);
  }

  void overBudget(Step step, ModelRequest request, Actor actor, Budget budget) {
    var usage = new ModelReply.Usage(0, 0, false, 0, 0);
    add(step, request, actor, usage, null, Outcome.OVER_BUDGET, budget.title(), null, null, false);
  }

  private static final WireReply.Counts NOTHING = new WireReply.Counts(0, 0, true);

  private void add(
      Step step,
      ModelRequest request,
      Actor actor,
      ModelReply.Usage usage,
      @Nullable Long firstTokenMillis,
      Outcome outcome,
      @Nullable String detail,
      @Nullable ModelName before,
      @Nullable String text,
      boolean cached) {
    var call =
        new Invocation(
            UUID.randomUUID(),
            clock.instant(),
            request.function(),
            step.connection().name(),
            step.model().name(),
            actor.user(),
            actor.name(),
            request.document(),
            usage.inputTokens(),
            usage.outputTokens(),
            usage.estimated(),
            usage.costMicros(),
            firstTokenMillis,
            usage.millis(),
            outcome,
            detail,
            before == null ? null : before.toString(),
            cached,
            request.promptName());
    queue.add(
        new InvocationRows.Entry(
            call,
            logging.keepsContent()
                ? InvocationText.of(request.system(), request.user(), text)
                : null));
  }
}
