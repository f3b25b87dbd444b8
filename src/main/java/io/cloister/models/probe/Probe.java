package io.cloister.models.probe;

import io.cloister.governance.Boundary;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionId;
import io.cloister.models.connection.Connections;
import io.cloister.models.connection.ModelProfile;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.probe.ProbeCourse.Step;
import io.cloister.models.probe.ProbeResult.ListedPrice;
import io.cloister.models.probe.ProbeResult.ProbedModel;
import io.cloister.models.probe.ProbeResult.Problem;
import io.cloister.models.wire.Endpoint;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.ListedModel;
import io.cloister.models.wire.ModelList;
import io.cloister.models.wire.Reasons;
import io.cloister.models.wire.Wire;
import io.cloister.secrets.SecretsLocked;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Tries out what a connection can do, with a few made-up words and nothing of anybody's. */
@Service
public class Probe {

  private static final Duration LIST_PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_MODELS = 3;
  private static final int MOST_LISTED = 200;

  private final Connections connections;
  private final Wire wire;
  private final JsonMapper json;

  Probe(Connections connections, Wire wire, JsonMapper json) {
    this.connections = connections;
    this.wire = wire;
    this.json = json;
  }

  /**
   * Takes up to a few minutes with a slow model. What is found out is kept with the models.
   *
   * @param window whether to find out how long a prompt each model takes also where that costs
   *     money; it is where it costs nothing
   * @return empty if there is no such connection
   */
  public Optional<ProbeResult> run(ConnectionId id, boolean window, Actor actor) {
    return run(id, window, actor, _ -> {});
  }

  /**
   * @param watching is told before each step what was found out until then
   */
  Optional<ProbeResult> run(
      ConnectionId id, boolean window, Actor actor, Consumer<ProbeCourse> watching) {
    actor.require(Role.ADMIN, "try out the connection of a model");
    return connections.find(id, actor).map(connection -> run(connection, window, watching));
  }

  /**
   * Tries out the actor's own.
   *
   * @return empty if they have no such connection, or it cannot be used now
   */
  public Optional<ProbeResult> runOwn(ConnectionId id, Actor actor) {
    return connections
        .personal(actor)
        .filter(own -> own.id().equals(id))
        .findFirst()
        .map(own -> run(own, false, _ -> {}));
  }

  private ProbeResult run(Connection connection, boolean window, Consumer<ProbeCourse> watching) {
    if (connection.isBuiltin()) {
      return new ProbeResult(
          true,
          0,
          null,
          connection.models().stream()
              .map(model ->
                  new ProbedModel(
                      model.name(), model.kinds(), model.contextTokens(), profileOf(model), null))
              .toList());
    }
    Endpoint endpoint;
    try {
      endpoint = connections.endpoint(connection);
    } catch (SecretsLocked e) {
      return new ProbeResult(
          false,
          0,
          new Problem(
              "secrets-locked",
              String.valueOf(e.getMessage()),
              Reasons.hint(Failure.of(Failure.Cause.SECRETS_LOCKED))),
          List.of());
    }
    long start = System.nanoTime();
    var listed = wire.models(endpoint, LIST_PATIENCE);
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    if (listed instanceof ModelList.Failed failed && isFinal(failed.failure())) {
      return new ProbeResult(
          isReached(failed.failure()), millis, problem(connection, failed.failure()), List.of());
    }
    var models = listed instanceof ModelList.Models found ? found.models() : List.<ListedModel>of();
    return tried(connection, endpoint, models, window, millis, watching);
  }

  /** Whether there is no use in asking for a chat as well. */
  private static boolean isFinal(Failure failure) {
    return switch (failure.cause()) {
      case NO_SUCH_ADDRESS, BAD_REQUEST, UNKNOWN_MODEL, SERVER_ERROR -> false;
      default -> true;
    };
  }

  private static boolean isReached(Failure failure) {
    return failure.status() != 0;
  }

  private ProbeResult tried(
      Connection connection,
      Endpoint endpoint,
      List<ListedModel> listed,
      boolean window,
      long millis,
      Consumer<ProbeCourse> watching) {
    var probed = new ArrayList<ProbedModel>();
    Problem problem = null;
    int tried = 0;
    for (var model : connection.models()) {
      boolean canBeTried = model.isFor("chat") || model.isFor("embedding") || model.isFor("rerank");
      if (!canBeTried || tried++ >= MOST_MODELS) {
        probed.add(own(model, profileOf(model), listed));
        continue;
      }
      var found = new Findings();
      var wrong = problem;
      Consumer<Step> steps =
          step -> {
            var known = new ArrayList<>(probed);
            known.add(own(model, found.profile(), listed));
            watching.accept(new ProbeCourse(step, new ProbeResult(true, millis, wrong, known)));
          };
      var failure = failure(connection, endpoint, model, window, found, steps);
      if (failure != null && problem == null) {
        problem = problem(connection, failure);
      }
      probed.add(own(model, found.profile(), listed));
      connections.keepProfile(connection.id(), model.name(), found.profile());
    }
    for (var model : listed) {
      if (connection.model(model.name()).isEmpty() && probed.size() < MOST_LISTED) {
        probed.add(
            new ProbedModel(
                model.name(),
                model.kinds(),
                model.contextTokens(),
                ModelProfile.UNTRIED,
                price(model)));
      }
    }
    if (problem == null && probed.isEmpty()) {
      problem =
          new Problem(
              "no-models",
              "The endpoint answers but lists no models",
              "Enter the name of a model by hand and test again.");
    }
    return new ProbeResult(true, millis, problem, probed);
  }

  private static ProbedModel own(
      OfferedModel model, ModelProfile profile, List<ListedModel> listed) {
    var price =
        listed.stream()
            .filter(each -> each.name().equals(model.name()))
            .findFirst()
            .map(Probe::price)
            .orElse(null);
    return new ProbedModel(model.name(), model.kinds(), null, profile, price);
  }

  private static @Nullable ListedPrice price(ListedModel model) {
    var price = model.price();
    return price == null
        ? null
        : new ListedPrice(price.currency(), price.inputMicros(), price.outputMicros());
  }

  private @Nullable Failure failure(
      Connection connection,
      Endpoint endpoint,
      OfferedModel model,
      boolean window,
      Findings found,
      Consumer<Step> steps) {
    if (model.isFor("rerank")) {
      steps.accept(Step.RANKING);
      return new RerankTrial(wire, endpoint, model.name()).run(found);
    }
    if (!model.isFor("chat")) {
      steps.accept(Step.VECTORS);
      return new EmbeddingTrial(wire, endpoint, model.name()).run(found);
    }
    var failure = new ChatTrial(wire, json, endpoint, model.name()).run(found, steps);
    if (failure == null && (window || isFree(connection, model))) {
      steps.accept(Step.WINDOW);
      new WindowTrial(wire, endpoint, model.name(), model.contextTokens()).run(found);
    }
    return failure;
  }

  /** A rented model costs something, also where nobody entered its price. */
  private static boolean isFree(Connection connection, OfferedModel model) {
    return connection.boundary() == Boundary.INSIDE
        && model.inputMicrosPerMillionTokens() == 0
        && model.outputMicrosPerMillionTokens() == 0;
  }

  private static ModelProfile profileOf(OfferedModel model) {
    return model.profile() == null ? ModelProfile.UNTRIED : model.profile();
  }

  private static Problem problem(Connection connection, Failure failure) {
    return new Problem(
        failure.cause().code(),
        "%s: %s".formatted(connection.name(), Reasons.of(failure)),
        Reasons.hint(failure));
  }
}
