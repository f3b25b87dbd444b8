package io.cloister.models.call;

import io.cloister.governance.Label;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelRequest;
import io.cloister.models.connection.ConnectionId;
import io.cloister.models.connection.Connections;
import io.cloister.models.cost.Spending;
import io.cloister.models.log.Attempt;
import io.cloister.models.log.InvocationLog;
import io.cloister.models.route.Routes;
import io.cloister.models.traffic.Breakers;
import io.cloister.models.traffic.ModelProperties;
import io.cloister.models.traffic.Turns;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.Patience;
import io.cloister.models.wire.Prompt;
import io.cloister.models.wire.Wire;
import io.cloister.models.wire.WireReply;
import io.cloister.secrets.SecretsLocked;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks one model until it has answered or given up for good: waits for its turn at the connection,
 * tries again what may pass, says less where it was too much.
 */
public final class ModelCall {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration GLANCE = Duration.ofMillis(50);
  // where another model waits its turn, a longer pause than this is not waited for
  private static final Duration PATIENT = Duration.ofSeconds(2);

  /** What every call needs. */
  @Component
  public record Means(
      Connections connections,
      Wire wire,
      Breakers breakers,
      Turns turns,
      Routes routes,
      Manners manners,
      InvocationLog log,
      ModelProperties properties) {}

  /**
   * Who asks, and how.
   *
   * @param onText gets pieces as they come; null if the reply is wanted as a whole
   * @param deadline in nanoseconds, for all models of the route together
   */
  public record Caller(
      @Nullable Consumer<String> onText,
      BooleanSupplier isStopped,
      ModelGateway.Watcher watcher,
      long deadline) {}

  /** What came of asking. */
  public sealed interface Outcome {

    /**
     * @param text the reply, if it is whole; else null
     */
    record Ended(ModelReply reply, @Nullable String text) implements Outcome {}

    record Failed(Failure failure) implements Outcome {}

    /** Nothing was sent: its label was raised, or a policy changed, while it waited. */
    record Blocked(String rule) implements Outcome {}

    /** Nothing was sent: it is left alone for a while. */
    record Paused(@Nullable Duration pause) implements Outcome {}
  }

  private final Means means;
  private final Caller caller;
  private final Spending.Hold hold;
  private final boolean isLast;
  private final ConnectionId id;
  private Attempt attempt;
  private long start;

  public ModelCall(
      Means means, Caller caller, Attempt attempt, Spending.Hold hold, boolean isLast) {
    this.means = means;
    this.caller = caller;
    this.attempt = attempt;
    this.hold = hold;
    this.isLast = isLast;
    this.id = attempt.step().connection().id();
  }

  public Outcome run() {
    if (!means.breakers().admits(id)) {
      hold.release();
      return new Outcome.Paused(means.breakers().pause(id));
    }
    int tries = 0;
    while (true) {
      start = System.nanoTime();
      var turn = turn();
      if (turn instanceof Turns.Turn.Forbidden forbidden) {
        return blocked(forbidden.rule());
      }
      var reply = inTurn(turn);
      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      switch (reply) {
        case WireReply.Said said -> {
          return said(said, millis);
        }
        case WireReply.Stopped stopped -> {
          return stopped(stopped.text(), stopped.firstTokenMillis(), millis);
        }
        case WireReply.Failed failed -> {
          var failure = failed.failure();
          if (saysLess(failure, millis)) {
            continue;
          }
          var pause = pauseBefore(++tries, failure);
          if (pause == null) {
            return failed(failure, millis);
          }
          if (!rest(pause)) {
            return stopped("", null, millis);
          }
        }
      }
    }
  }

  private Outcome said(WireReply.Said said, long millis) {
    means.breakers().succeeded(id);
    means.manners().learn(attempt.step(), said.manner());
    var usage = means.log().said(attempt, said, millis);
    hold.settle(usage);
    var text = attempt.request().jsonSchema() == null ? said.text() : Fences.removed(said.text());
    boolean complete = said.cutBy() == null;
    return new Outcome.Ended(
        new ModelReply.Completed(text, attempt.step().name().toString(), complete, usage),
        complete ? text : null);
  }

  private Outcome stopped(String text, @Nullable Long firstTokenMillis, long millis) {
    hold.settle(means.log().stopped(attempt, text, firstTokenMillis, millis));
    return new Outcome.Ended(new ModelReply.Stopped(text), null);
  }

  private Outcome failed(Failure failure, long millis) {
    means.breakers().learn(id, failure);
    means.log().failed(attempt, failure, millis);
    hold.release();
    return new Outcome.Failed(failure);
  }

  /** Whether to ask once more with less of it, because it was longer than the model takes. */
  private boolean saysLess(Failure failure, long millis) {
    var shorter = attempt.request().shorter();
    if (failure.cause() != Failure.Cause.TOO_LONG || shorter == null) {
      return false;
    }
    means.log().failed(attempt, failure, millis);
    attempt = attempt.with(shorter);
    caller.watcher().shortened();
    return true;
  }

  private Outcome blocked(String rule) {
    means.log().blocked(attempt);
    hold.release();
    return new Outcome.Blocked(rule);
  }

  private Turns.Turn turn() {
    return means
        .turns()
        .take(
            attempt.step().connection(),
            attempt.actor().user(),
            patience(),
            caller.isStopped(),
            caller.watcher()::queued,
            this::objection);
  }

  /** Why it may not be sent by now; null if it may. */
  private @Nullable String objection() {
    var request = attempt.request();
    var label = Label.strictest(List.of(request.label(), request.labelNow().get()));
    attempt = attempt.with(request.labelled(label));
    return means.routes().objection(attempt.step().connection(), label);
  }

  private WireReply inTurn(Turns.Turn turn) {
    return switch (turn) {
      case Turns.Turn.Taken taken -> {
        try (taken) {
          start = System.nanoTime(); // what it waited says nothing of the model
          yield once();
        }
      }
      case Turns.Turn.Forbidden _, Turns.Turn.TooBusy _ ->
          new WireReply.Failed(Failure.of(Failure.Cause.BUSY));
      case Turns.Turn.GivenUp _ -> new WireReply.Stopped("", null);
    };
  }

  private Duration patience() {
    return min(isLast ? means.properties().longestWait() : PATIENT, left());
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(1, caller.deadline() - System.nanoTime()));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private WireReply once() {
    try {
      var step = attempt.step();
      var request = attempt.request();
      var endpoint = means.connections().endpoint(step.connection());
      var prompt =
          new Prompt(
                  step.model().name(),
                  request.system(),
                  request.user(),
                  request.maxTokens(),
                  request.jsonSchema(),
                  means.manners().of(step))
              .within(step.model().contextTokens());
      var patience = patienceFor(request).within(left());
      var attached = request.attachment();
      if (attached != null && !attached.isPicture()) {
        return means.wire().hear(endpoint, prompt.hearing(attached), patience, caller.isStopped());
      }
      if (attached != null) {
        prompt = prompt.showing(attached.bytes());
      }
      var onText = caller.onText();
      return onText == null
          ? means.wire().complete(endpoint, prompt, patience)
          : means.wire().stream(endpoint, prompt, patience, onText, caller.isStopped());
    } catch (SecretsLocked e) {
      return new WireReply.Failed(
          new Failure(Failure.Cause.SECRETS_LOCKED, 0, String.valueOf(e.getMessage()), null));
    }
  }

  private Patience patienceFor(ModelRequest request) {
    var properties = means.properties();
    return request.function() == ModelFunction.TRANSCRIBE
        ? properties.patienceToHear()
        : properties.patience();
  }

  /** How long to wait before asking the same model again; null if it is not asked again. */
  private @Nullable Duration pauseBefore(int tries, Failure failure) {
    if (!failure.cause().isPassing() || tries > means.properties().retries()) {
      return null;
    }
    var asked = failure.retryAfter();
    var jitter = 0.75 + Math.random() / 2;
    var usual = Duration.ofMillis((long) (FIRST_PAUSE.toMillis() * (1L << (tries - 1)) * jitter));
    var pause = asked == null || asked.compareTo(usual) < 0 ? usual : asked;
    var longest = isLast ? means.properties().longestWait() : PATIENT;
    boolean inTime = System.nanoTime() + pause.toNanos() < caller.deadline();
    return pause.compareTo(longest) <= 0 && inTime ? pause : null;
  }

  private boolean rest(Duration pause) {
    long end = System.nanoTime() + pause.toNanos();
    try {
      while (System.nanoTime() < end) {
        if (caller.isStopped().getAsBoolean()) {
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
}
