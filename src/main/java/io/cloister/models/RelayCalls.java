package io.cloister.models;

import io.cloister.egress.HostBlocked;
import io.cloister.egress.Incoming;
import io.cloister.identity.Actor;
import io.cloister.models.Routes.Step;
import io.cloister.models.keys.SecretsLocked;
import io.cloister.models.relay.EventCutter;
import io.cloister.models.relay.Exchange;
import io.cloister.models.relay.Overseer;
import io.cloister.models.relay.Pipe;
import io.cloister.models.relay.Tally;
import io.cloister.models.relay.Upstream;
import io.cloister.models.relay.Vectors;
import io.cloister.models.wire.Endpoint;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.Failures;
import io.cloister.models.wire.Manner;
import io.cloister.models.wire.Patience;
import io.cloister.models.wire.WireFailed;
import io.cloister.models.wire.WireReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Makes single calls for {@link ModelRelay} and writes each of them down. */
@Component
final class RelayCalls {

  // of a stream only its bytes are passed on, not counted
  private static final long MOST_SAID = 1_000_000;
  private static final long MOST_BYTES = 100_000_000;

  private final Connections connections;
  private final Embedder embedder;
  private final Upstream upstream;
  private final InvocationLog log;
  private final ModelProperties patience;
  private final Exchange.Dialects dialects;
  private final Vectors vectors;
  private final JsonMapper json;

  RelayCalls(
      Connections connections,
      Embedder embedder,
      Upstream upstream,
      InvocationLog log,
      ModelProperties patience,
      RelayProperties properties,
      JsonMapper json,
      Clock clock) {
    this.connections = connections;
    this.embedder = embedder;
    this.upstream = upstream;
    this.log = log;
    this.patience = patience;
    this.dialects = new Exchange.Dialects(json, clock, properties.replyTokens());
    this.vectors = new Vectors(json);
    this.json = json;
  }

  /** What came of one call. */
  sealed interface Made {
    record Answered(RelayReply reply) implements Made {}

    record Refused(Failure failure) implements Made {}

    /** Nothing was sent, or nobody is there any more. */
    record NotAsked(RelayReply reply) implements Made {}
  }

  /**
   * @param hold is settled when the call has ended, which for a stream is later
   */
  Made make(
      Step step,
      RelayRequest request,
      ModelRequest asked,
      Actor actor,
      BooleanSupplier isGone,
      @Nullable ModelName before,
      Spending.Hold hold) {
    if (step.connection().isBuiltin()) {
      try (hold) {
        return builtin(step, request, asked, actor, hold);
      }
    }
    return new Call(step, request, asked, actor, before, hold).make(isGone);
  }

  // --- the embedder of this process ---------------------------------------------------------

  private Made builtin(
      Step step, RelayRequest request, ModelRequest asked, Actor actor, Spending.Hold hold) {
    var body = request.body();
    var size = body.path("dimensions").asInt(embedder.dimensions());
    if (size != embedder.dimensions()) {
      hold.release();
      return unsupported("it has %d dimensions".formatted(embedder.dimensions()));
    }
    long start = System.nanoTime();
    var made = new ArrayList<float[]>();
    int tokens = 0;
    for (var text : Vectors.texts(body.path("input"))) {
      int length = embedder.countTokens(text);
      if (length > embedder.window()) {
        hold.release();
        return unsupported(
            "an input has %d tokens and the model takes %d at once; send shorter pieces"
                .formatted(length, embedder.window()));
      }
      tokens += length;
      made.add(embedder.embed(text));
    }
    if (made.isEmpty()) {
      hold.release();
      return unsupported("there is no input");
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    hold.settle(
        log.said(
            step,
            asked,
            actor,
            said(new WireReply.Counts(tokens, 0, false), null, null),
            millis,
            null));
    var reply = vectors.reply(step.name().toString(), made, tokens, Vectors.isBase64Wanted(body));
    return new Made.Answered(new RelayReply.Whole(json.writeValueAsBytes(reply)));
  }

  private static Made unsupported(String why) {
    return new Made.NotAsked(new RelayReply.Unsupported(why));
  }

  private static WireReply.Said said(
      WireReply.Counts counts, @Nullable String cutBy, @Nullable Long firstTokenMillis) {
    return new WireReply.Said("", cutBy, counts, Manner.USUAL, firstTokenMillis, false, List.of());
  }

  // --- over the wire ------------------------------------------------------------------------

  /** One call from its first byte to its line in the log. */
  private final class Call {

    private final Step step;
    private final RelayRequest request;
    private final ModelRequest asked;
    private final Actor actor;
    private final @Nullable ModelName before;
    private final Spending.Hold hold;
    private final long start = System.nanoTime();
    private final Tally tally = new Tally();

    Call(
        Step step,
        RelayRequest request,
        ModelRequest asked,
        Actor actor,
        @Nullable ModelName before,
        Spending.Hold hold) {
      this.hold = hold;
      this.step = step;
      this.request = request;
      this.asked = asked;
      this.actor = actor;
      this.before = before;
      tally.begin(start);
    }

    Made make(BooleanSupplier isGone) {
      var overseer = new Overseer(isGone, request.isStreamed() ? patience.patience() : atOnce());
      boolean goesOn = false;
      try {
        var endpoint = connections.endpoint(step.connection());
        var exchange =
            dialects.between(
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
          var stream = new Stream(incoming, exchange, overseer);
          stream.begin();
          goesOn = true;
          return new Made.Answered(stream);
        }
        return whole(incoming, exchange);
      } catch (SecretsLocked e) {
        return refused(Failure.of(Failure.Cause.SECRETS_LOCKED));
      } catch (WireFailed e) {
        return overseer.end() == Overseer.End.CLIENT_GONE
            ? hungUpOrBroken(overseer, e)
            : refused(e.failure());
      } catch (IOException | JacksonException | HostBlocked e) {
        return hungUpOrBroken(overseer, e);
      } finally {
        if (!goesOn) {
          overseer.close();
        }
      }
    }

    /** Nothing comes before all of it does, so there is nothing to wait for but the end. */
    private Patience atOnce() {
      var total = patience.total();
      return new Patience(total, total, total);
    }

    private int guess() {
      return asked.user().length() / 4 + 1;
    }

    private Incoming post(Exchange exchange, Endpoint endpoint, Overseer overseer)
        throws IOException {
      while (true) {
        try {
          return upstream.post(
              endpoint,
              exchange,
              request.isStreamed() ? patience.firstToken() : patience.total(),
              overseer);
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
                ? Failures.within(json.readTree(Upstream.whole(incoming)))
                : null;
        throw new WireFailed(
            failure == null ? Failure.of(Failure.Cause.NOT_A_REPLY) : failure);
      }
    }

    private Made whole(Incoming incoming, Exchange exchange) throws IOException {
      byte[] reply;
      try (incoming) {
        reply = exchange.reply(Upstream.whole(incoming), tally);
      }
      tally.doubt(asked.user().length(), reply.length);
      finished(null);
      return new Made.Answered(new RelayReply.Whole(reply));
    }

    private Made hungUpOrBroken(Overseer overseer, Exception e) {
      return switch (overseer.end()) {
        case CLIENT_GONE -> {
          stopped();
          yield new Made.NotAsked(new RelayReply.Gone());
        }
        case TIMED_OUT -> refused(Failure.of(Failure.Cause.TIMED_OUT));
        case null -> refused(Failures.of(e));
      };
    }

    private Made refused(Failure failure) {
      hold.release();
      log.failed(step, asked, actor, failure, millis(), before);
      return new Made.Refused(failure);
    }

    private void finished(@Nullable String brokenBy) {
      tally.doubt(asked.user().length(), MOST_SAID);
      var counts =
          new WireReply.Counts(tally.inputOr(guess()), tally.outputOrEvents(), !tally.isTold());
      var cutBy = brokenBy == null ? tally.cutBy() : brokenBy;
      hold.settle(
          log.said(
              step, asked, actor, said(counts, cutBy, tally.firstEventMillis()), millis(), before));
    }

    private void stopped() {
      hold.settle(
          log.stopped(
              step, asked, actor, "x".repeat(4 * tally.outputOrEvents()), millis(), before));
    }

    private long millis() {
      return (System.nanoTime() - start) / 1_000_000;
    }

    /** A reply as it comes. */
    private final class Stream implements RelayReply.Streamed {

      private final Incoming incoming;
      private final Overseer overseer;
      private final Pipe pipe;
      private final EventCutter cutter = new EventCutter();
      private final ByteArrayOutputStream held = new ByteArrayOutputStream();
      private long left = MOST_BYTES;
      private boolean logged;

      Stream(Incoming incoming, Exchange exchange, Overseer overseer) {
        this.incoming = incoming;
        this.overseer = overseer;
        this.pipe = exchange.pipe(tally);
      }

      /**
       * Waits for the first word: until then another model may still be asked.
       *
       * @throws IOException if none comes
       */
      void begin() throws IOException {
        var buffer = new byte[16 * 1024];
        try {
          while (!tally.isBegun() && !tally.isEnded()) {
            if (!more(buffer, held) && !tally.isBegun()) {
              throw new IOException("the stream ended before it began");
            }
          }
        } catch (IOException | WireFailed e) {
          incoming.close();
          throw e;
        }
      }

      @Override
      public boolean copyTo(OutputStream out) throws IOException {
        out.write(held.toByteArray());
        out.flush();
        var buffer = new byte[16 * 1024];
        try {
          boolean open = true;
          while (open) {
            open = more(buffer, out);
            out.flush();
          }
        } catch (WireFailed e) {
          out.flush();
          return broken(e.failure().cause().code());
        }
        if (!tally.isEnded()) {
          return broken("cut-off");
        }
        log(() -> finished(null));
        return true;
      }

      /**
       * False at the end.
       *
       * @throws IOException if {@code out} cannot be written to
       */
      private boolean more(byte[] buffer, OutputStream out) throws IOException {
        int read;
        try {
          read = incoming.body().read(buffer);
        } catch (IOException e) {
          throw new WireFailed(Failure.of(late(Failure.Cause.CUT_OFF)));
        }
        if (overseer.end() != null) {
          throw new WireFailed(Failure.of(Failure.Cause.TIMED_OUT));
        }
        if (read < 0) {
          cutter.finish(event -> pipe.pass(event, out));
          pipe.end(out);
          return false;
        }
        left -= read;
        if (left < 0) {
          throw new WireFailed(Failure.of(Failure.Cause.TOO_LARGE));
        }
        overseer.heard();
        cutter.feed(buffer, read, event -> pipe.pass(event, out));
        return true;
      }

      private Failure.Cause late(Failure.Cause otherwise) {
        return overseer.end() == Overseer.End.TIMED_OUT ? Failure.Cause.TIMED_OUT : otherwise;
      }

      private boolean broken(String why) {
        boolean gone = overseer.end() == Overseer.End.CLIENT_GONE;
        log(() -> {
          if (gone) {
            stopped();
          } else {
            finished(why);
          }
        });
        return gone;
      }

      private void log(Runnable line) {
        if (!logged) {
          logged = true;
          line.run();
        }
      }

      @Override
      public void close() {
        overseer.close();
        try {
          incoming.close();
        } catch (IOException e) {
          // it is closed all the same
        }
        log(Call.this::stopped);
      }
    }
  }
}
