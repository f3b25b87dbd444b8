package io.cloister.models.log;

import io.cloister.models.ModelReply;
import io.cloister.models.log.Invocation.Outcome;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.Reasons;
import io.cloister.models.wire.WireReply;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Writes down each call as it ended; nobody waits for it. */
@Component
public final class InvocationLog {

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
  public ModelReply.Usage said(Attempt attempt, WireReply.Said said, long millis) {
    var usage = usage(attempt, said.counts(), millis);
    var outcome = said.cutBy() == null ? Outcome.COMPLETED : Outcome.INCOMPLETE;
    var ended = new Ended(outcome, said.cutBy(), said.text(), said.firstTokenMillis(), false);
    add(attempt, usage, ended);
    return usage;
  }

  /** The answer was known; no model was asked. */
  public ModelReply.Usage known(Attempt attempt, String text) {
    add(attempt, NONE, new Ended(Outcome.COMPLETED, null, text, null, true));
    return NONE;
  }

  /**
   * What it took until then.
   *
   * @param text what had come
   * @param firstTokenMillis null if nothing had
   */
  public ModelReply.Usage stopped(
      Attempt attempt, String text, @Nullable Long firstTokenMillis, long millis) {
    var request = attempt.request();
    // what was sent until then is paid for all the same
    var counts =
        text.isEmpty() ? NOTHING : WireReply.Counts.guess(request.system(), request.user(), text);
    var usage = usage(attempt, counts, millis);
    add(attempt, usage, new Ended(Outcome.STOPPED, null, text, firstTokenMillis, false));
    return usage;
  }

  public void failed(Attempt attempt, Failure failure, long millis) {
    var outcome = failure.cause() == Failure.Cause.DECLINED ? Outcome.REFUSED : Outcome.FAILED;
    var usage = new ModelReply.Usage(0, 0, false, 0, millis);
    add(attempt, usage, Ended.without(outcome, failure.cause().code()));
    log.warn("{} failed: {}", attempt.step().name(), Reasons.of(failure));
  }

  public void blocked(Attempt attempt) {
    add(attempt, NONE, Ended.without(Outcome.BLOCKED, attempt.request().label().word()));
  }

  public void overBudget(Attempt attempt, String budget) {
    add(attempt, NONE, Ended.without(Outcome.OVER_BUDGET, budget));
  }

  private static final WireReply.Counts NOTHING = new WireReply.Counts(0, 0, true);
  private static final ModelReply.Usage NONE = new ModelReply.Usage(0, 0, false, 0, 0);

  private record Ended(
      Outcome outcome,
      @Nullable String detail,
      @Nullable String text,
      @Nullable Long firstTokenMillis,
      boolean cached) {

    static Ended without(Outcome outcome, String detail) {
      return new Ended(outcome, detail, null, null, false);
    }
  }

  private static ModelReply.Usage usage(Attempt attempt, WireReply.Counts counts, long millis) {
    long cost = attempt.step().model().costMicros(counts.inputTokens(), counts.outputTokens());
    return new ModelReply.Usage(
        counts.inputTokens(), counts.outputTokens(), counts.estimated(), cost, millis);
  }

  private void add(Attempt attempt, ModelReply.Usage usage, Ended ended) {
    var request = attempt.request();
    var step = attempt.step();
    var now = clock.instant();
    var call =
        new Invocation(
            GrowingIds.at(now),
            now,
            request.function(),
            step.connection().name(),
            step.model().name(),
            attempt.actor().user(),
            attempt.actor().name(),
            request.document(),
            usage.inputTokens(),
            usage.outputTokens(),
            usage.estimated(),
            usage.costMicros(),
            ended.firstTokenMillis(),
            usage.millis(),
            ended.outcome(),
            ended.detail(),
            attempt.before() == null ? null : attempt.before().toString(),
            ended.cached(),
            request.promptName(),
            attempt.route());
    queue.add(
        new InvocationRows.Entry(
            call,
            logging.keepsContent()
                ? InvocationText.of(request.system(), request.user(), ended.text())
                : null));
  }
}
