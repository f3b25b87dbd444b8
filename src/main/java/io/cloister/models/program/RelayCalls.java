package io.cloister.models.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.models.Embedder;
import io.cloister.models.call.ExactCache;
import io.cloister.models.connection.Connections;
import io.cloister.models.cost.Spending;
import io.cloister.models.log.Attempt;
import io.cloister.models.log.InvocationLog;
import io.cloister.models.relay.Exchange;
import io.cloister.models.relay.Overseers;
import io.cloister.models.relay.RelayRequest;
import io.cloister.models.relay.RelayRequest.Operation;
import io.cloister.models.relay.Upstream;
import io.cloister.models.relay.Vectors;
import io.cloister.models.traffic.ModelProperties;
import io.cloister.models.traffic.Turns;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.WireReply;
import java.time.Clock;
import java.util.ArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes single calls for {@link ModelRelay} and writes each of them down. */
@Component
final class RelayCalls {

  /** What every call needs. */
  record Means(
      Connections connections,
      Upstream upstream,
      Overseers overseers,
      Turns turns,
      InvocationLog log,
      ModelProperties properties,
      Exchange.Dialects dialects,
      JsonMapper json) {}

  private final Means means;
  private final Embedder embedder;
  private final ExactCache cache;
  private final Vectors vectors;

  RelayCalls(
      Connections connections,
      Embedder embedder,
      ExactCache cache,
      Upstream upstream,
      Overseers overseers,
      Turns turns,
      InvocationLog log,
      ModelProperties patience,
      RelayProperties properties,
      JsonMapper json,
      Clock clock) {
    this.means =
        new Means(
            connections,
            upstream,
            overseers,
            turns,
            log,
            patience,
            new Exchange.Dialects(json, clock, properties.replyTokens()),
            json);
    this.embedder = embedder;
    this.cache = cache;
    this.vectors = new Vectors(json);
  }

  /**
   * Who asks.
   *
   * @param onPlace told the place in a queue
   */
  record Client(BooleanSupplier isGone, IntConsumer onPlace) {}

  /** What came of one call. */
  sealed interface Made {
    record Answered(RelayReply reply) implements Made {}

    record Refused(Failure failure) implements Made {}

    /** Nothing was sent, or nobody is there any more. */
    record NotAsked(RelayReply reply) implements Made {}
  }

  /**
   * @param isLast whether no other model is asked if this one is busy
   * @param hold is settled when the call has ended, which for a stream is later
   */
  Made make(
      Attempt attempt, RelayRequest request, boolean isLast, Client client, Spending.Hold hold) {
    if (attempt.step().connection().isBuiltin()) {
      try (hold) {
        return builtin(attempt, request, hold);
      }
    }
    var key =
        request.operation() == Operation.EMBEDDINGS
            ? cache.always(attempt.step(), attempt.request(), attempt.actor())
            : null;
    var known = cache.find(key);
    if (known != null) {
      hold.release();
      means.log().known(attempt, "");
      return new Made.Answered(new RelayReply.Whole(known.getBytes(UTF_8)));
    }
    var made = new RelayCall(means, attempt, request, hold).make(isLast, client);
    if (made instanceof Made.Answered(RelayReply.Whole(var json))) {
      cache.keep(key, new String(json, UTF_8));
    }
    return made;
  }

  // --- the embedder of this process ---------------------------------------------------------

  private Made builtin(Attempt attempt, RelayRequest request, Spending.Hold hold) {
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
    var said = RelayCall.said(new WireReply.Counts(tokens, 0, false), null, null);
    hold.settle(means.log().said(attempt, said, millis));
    var name = attempt.step().name().toString();
    var reply = vectors.reply(name, made, tokens, Vectors.isBase64Wanted(body));
    return new Made.Answered(new RelayReply.Whole(means.json().writeValueAsBytes(reply)));
  }

  private static Made unsupported(String why) {
    return new Made.NotAsked(new RelayReply.Unsupported(why));
  }
}
