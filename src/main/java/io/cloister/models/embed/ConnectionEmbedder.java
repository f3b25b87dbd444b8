package io.cloister.models.embed;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.ModelRequest;
import io.cloister.models.connection.Connections;
import io.cloister.models.cost.Spending;
import io.cloister.models.log.Attempt;
import io.cloister.models.log.InvocationLog;
import io.cloister.models.route.PromptSize;
import io.cloister.models.route.Routes;
import io.cloister.models.traffic.Breakers;
import io.cloister.models.wire.EmbedReply;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.Manner;
import io.cloister.models.wire.Reasons;
import io.cloister.models.wire.Wire;
import io.cloister.models.wire.WireReply;
import io.cloister.secrets.SecretsLocked;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Has texts embedded by a model of a connection: policed, budgeted and logged as every other call.
 * The connection is looked up for each call, so that it may move to another address meanwhile.
 */
final class ConnectionEmbedder implements Embedder {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Somebody waits for the vector of a query. */
  private static final Duration FOR_ONE = Duration.ofSeconds(5);

  private static final int USUAL_WINDOW = 512;
  private static final int AT_ONCE = 32;

  /** Nobody in particular waits for an index. */
  private static final Actor INDEX =
      new Actor(new UserId(new UUID(0, 0)), "search", Role.STAFF, Set.of());

  /** What every call needs. */
  @Component
  record Means(
      Routes routes,
      Connections connections,
      Spending spending,
      Breakers breakers,
      Wire wire,
      InvocationLog log) {}

  private final Means means;
  private final ModelName name;

  ConnectionEmbedder(Means means, ModelName name) {
    this.means = means;
    this.name = name;
  }

  @Override
  public String name() {
    return name.toString();
  }

  /** What it is called tells nothing of which model answers there: compare what it makes. */
  @Override
  public String fingerprint() {
    return name.toString();
  }

  @Override
  public int dimensions() {
    return embed("How many dimensions has it?").length;
  }

  @Override
  public int window() {
    var tokens = step().model().contextTokens();
    return tokens == null ? USUAL_WINDOW : tokens;
  }

  @Override
  public int countTokens(String text) {
    return PromptSize.tokens(text);
  }

  @Override
  public boolean isMadeFor(String text) {
    return true;
  }

  @Override
  public boolean mayRead(Label label) {
    return means.routes().objection(step().connection(), label) == null;
  }

  @Override
  public String place() {
    return String.valueOf(step().connection().baseUrl());
  }

  @Override
  public int atOnce() {
    return AT_ONCE;
  }

  @Override
  public float[] embed(String text) {
    return embed(List.of(text)).getFirst();
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    var step = step();
    var id = step.connection().id();
    int tokens = texts.stream().mapToInt(PromptSize::tokens).sum();
    var reserved = means.spending().reserve(step, ModelFunction.EMBED, INDEX, tokens, 0, false);
    if (!(reserved instanceof Spending.Reservation.Granted granted)) {
      throw unavailable("its budget is spent");
    }
    try (var hold = granted.hold()) {
      if (!means.breakers().admits(id)) {
        hold.release();
        throw unavailable("it is left alone for a while after failing");
      }
      return asked(step, texts, hold);
    }
  }

  private List<float[]> asked(Routes.Step step, List<String> texts, Spending.Hold hold) {
    var id = step.connection().id();
    // the least strict label: what may not be read was left out before
    var request =
        new ModelRequest(
            ModelFunction.EMBED, Label.PUBLIC, "", String.join("\n\n", texts), 0, null, null);
    var attempt = new Attempt(step, request, INDEX, "generation of the index", null);
    long start = System.nanoTime();
    var reply = reply(step, texts);
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    return switch (reply) {
      case EmbedReply.Vectors made -> {
        means.breakers().succeeded(id);
        hold.settle(means.log().said(attempt, said(request, made), millis));
        yield made.vectors().stream().map(this::unit).toList();
      }
      case EmbedReply.Failed failed -> {
        means.breakers().learn(id, failed.failure());
        means.log().failed(attempt, failed.failure(), millis);
        hold.release();
        throw unavailable(Reasons.of(failed.failure()));
      }
    };
  }

  private EmbedReply reply(Routes.Step step, List<String> texts) {
    try {
      var endpoint = means.connections().endpoint(step.connection());
      return means
          .wire()
          .embed(endpoint, step.model().name(), texts, texts.size() > 1 ? PATIENCE : FOR_ONE);
    } catch (SecretsLocked _) {
      return new EmbedReply.Failed(Failure.of(Failure.Cause.SECRETS_LOCKED));
    }
  }

  private static WireReply.Said said(ModelRequest request, EmbedReply.Vectors made) {
    var counts =
        made.inputTokens() > 0
            ? new WireReply.Counts(made.inputTokens(), 0, false)
            : new WireReply.Counts(PromptSize.tokens(request.user()), 0, true);
    return new WireReply.Said("", null, counts, Manner.USUAL, null, false, List.of());
  }

  private float[] unit(float[] vector) {
    double squares = 0;
    for (float x : vector) {
      squares += (double) x * x;
    }
    if (!(squares > 0) || !Double.isFinite(squares)) {
      throw unavailable("it gave a vector without a direction");
    }
    var unit = vector.clone();
    for (int d = 0; d < unit.length; d++) {
      unit[d] = (float) (unit[d] / Math.sqrt(squares));
    }
    return unit;
  }

  private Routes.Step step() {
    return means.routes().step(name).orElseThrow(() -> unavailable("no connection has it"));
  }

  private EmbedderUnavailable unavailable(String why) {
    return new EmbedderUnavailable(
        "passages cannot be embedded by %s: %s".formatted(name, why),
        new IllegalStateException(why));
  }
}
