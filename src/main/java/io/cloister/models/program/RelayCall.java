package io.cloister.models.program;

import io.cloister.egress.HostBlocked;
import io.cloister.egress.Incoming;
import io.cloister.models.cost.Spending;
import io.cloister.models.log.Attempt;
import io.cloister.models.program.RelayCalls.Made;
import io.cloister.models.relay.Exchange;
import io.cloister.models.relay.Overseer;
import io.cloister.models.relay.RelayRequest;
import io.cloister.models.relay.Tally;
import io.cloister.models.relay.Upstream;
import io.cloister.models.traffic.Turns;
import io.cloister.models.wire.Endpoint;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.Failures;
import io.cloister.models.wire.Manner;
import io.cloister.models.wire.Patience;
import io.cloister.models.wire.WireFailed;
import io.cloister.models.wire.WireReply;
import io.cloister.secrets.SecretsLocked;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** One call of a program over the wire, from its turn to its line in the log. */
final class RelayCall {

  // of a stream only its bytes are passed on, not counted
  private static final long MOST_SAID = 1_000_000;
  // where another model can be asked, a busy one is not waited for longer
  private static final Duration PATIENT = Duration.ofSeconds(2);

  private final RelayCalls.Means means;
  private final Attempt attempt;
  private final RelayRequest request;
  private final Spending.Hold hold;
  private final Tally tally = new Tally();
  private long start = System.nanoTime();

  RelayCall(RelayCalls.Means means, Attempt attempt, RelayRequest request, Spending.Hold hold) {
    this.means = means;
    this.attempt = attempt;
    this.request = request;
    this.hold = hold;
  }

  Made make(boolean isLast, RelayCalls.Client client) {
    var longest = means.properties().longestWait();
    var turn =
        means
            .turns()
            .take(
                attempt.step().connection(),
                attempt.actor().user(),
                isLast || longest.compareTo(PATIENT) < 0 ? longest : PATIENT,
                client.isGone(),
                client.onPlace());
    return switch (turn) {
      case Turns.Turn.Taken taken -> inTurn(taken, client.isGone());
      // what a program sends has the label that programs' requests have, which cannot change
      case Turns.Turn.Forbidden _, Turns.Turn.TooBusy _ -> refused(Failure.of(Failure.Cause.BUSY));
      case Turns.Turn.GivenUp _ -> gone();
    };
  }

  private Made inTurn(Turns.Turn.Taken turn, BooleanSupplier isGone) {
    start = System.nanoTime();
    tally.begin(start);
    var overseer = means.overseers().over(isGone, patience());
    boolean goesOn = false;
    try {
      var step = attempt.step();
      var endpoint = means.connections().endpoint(step.connection());
      var exchange =
          means
              .dialects()
              .between(
                  request,
                  endpoint.dialect(),
                  step.connection().name(),
                  step.model().name(),
                  guess());
      if (exchange.isAnsweredHere()) {
        hold.release();
        return new Made.Answered(new RelayReply.Whole(exchange.answer()));
      }
      var incoming = post(exchange, endpoint, overseer);
      if (request.isStreamed()) {
        requireEvents(incoming);
        var stream = new RelayedStream(this, incoming, exchange.pipe(tally), overseer, turn);
        stream.begin();
        goesOn = true;
        return new Made.Answered(stream);
      }
      return whole(incoming, exchange);
    } catch (SecretsLocked e) {
      return refused(Failure.of(Failure.Cause.SECRETS_LOCKED));
    } catch (WireFailed e) {
      return overseer.end() == Overseer.End.CLIENT_GONE ? gone() : refused(e.failure());
    } catch (IOException | JacksonException | HostBlocked e) {
      return hungUpOrBroken(overseer, e);
    } finally {
      if (!goesOn) {
        overseer.close();
        turn.close();
      }
    }
  }

  private Patience patience() {
    if (request.isStreamed()) {
      return means.properties().patience();
    }
    // nothing comes before all of it does, so there is nothing to wait for but the end
    var total = means.properties().total();
    return new Patience(total, total, total);
  }

  private int guess() {
    return attempt.request().user().length() / 4 + 1;
  }

  private Incoming post(Exchange exchange, Endpoint endpoint, Overseer overseer)
      throws IOException {
    while (true) {
      try {
        return means.upstream().post(endpoint, exchange, patience().firstToken(), overseer);
      } catch (WireFailed e) {
        if (!exchange.canBeSaidOtherwise(e.failure())) {
          throw e;
        }
      }
    }
  }

  private void requireEvents(Incoming incoming) throws IOException {
    var type = incoming.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (type.startsWith("text/event-stream")) {
      return;
    }
    try (incoming) {
      var failure =
          type.startsWith("application/json")
              ? Failures.within(means.json().readTree(Upstream.whole(incoming)))
              : null;
      throw new WireFailed(failure == null ? Failure.of(Failure.Cause.NOT_A_REPLY) : failure);
    }
  }

  private Made whole(Incoming incoming, Exchange exchange) throws IOException {
    byte[] reply;
    try (incoming) {
      reply = exchange.reply(Upstream.whole(incoming), tally);
    }
    tally.doubt(attempt.request().user().length(), reply.length);
    finished(null);
    return new Made.Answered(new RelayReply.Whole(reply));
  }

  private Made hungUpOrBroken(Overseer overseer, Exception e) {
    return switch (overseer.end()) {
      case CLIENT_GONE -> gone();
      case TIMED_OUT -> refused(Failure.of(Failure.Cause.TIMED_OUT));
      case null -> refused(Failures.of(e));
    };
  }

  private Made gone() {
    stopped();
    return new Made.NotAsked(new RelayReply.Gone());
  }

  private Made refused(Failure failure) {
    hold.release();
    means.log().failed(attempt, failure, millis());
    return new Made.Refused(failure);
  }

  boolean isBegun() {
    return tally.isBegun() || tally.isEnded();
  }

  boolean isEnded() {
    return tally.isEnded();
  }

  void finished(@Nullable String brokenBy) {
    tally.doubt(attempt.request().user().length(), MOST_SAID);
    var counts =
        new WireReply.Counts(tally.inputOr(guess()), tally.outputOrEvents(), !tally.isTold());
    var cutBy = brokenBy == null ? tally.cutBy() : brokenBy;
    var said = said(counts, cutBy, tally.firstEventMillis());
    hold.settle(means.log().said(attempt, said, millis()));
  }

  void stopped() {
    var like = "x".repeat(4 * tally.outputOrEvents());
    hold.settle(means.log().stopped(attempt, like, tally.firstEventMillis(), millis()));
  }

  private long millis() {
    return (System.nanoTime() - start) / 1_000_000;
  }

  static WireReply.Said said(
      WireReply.Counts counts, @Nullable String cutBy, @Nullable Long firstTokenMillis) {
    return new WireReply.Said("", cutBy, counts, Manner.USUAL, firstTokenMillis, false, List.of());
  }
}
