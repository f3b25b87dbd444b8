package io.cloister.models;

import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ProbeResult.ProbedModel;
import io.cloister.models.ProbeResult.Problem;
import io.cloister.models.keys.SecretsLocked;
import io.cloister.models.wire.Endpoint;
import io.cloister.models.wire.Failure;
import io.cloister.models.wire.ListedModel;
import io.cloister.models.wire.Manner;
import io.cloister.models.wire.Manner.Shape;
import io.cloister.models.wire.ModelList;
import io.cloister.models.wire.Patience;
import io.cloister.models.wire.Prompt;
import io.cloister.models.wire.Wire;
import io.cloister.models.wire.WireReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Tries out what a connection can do, with a few made-up words and nothing of anybody's. */
@Service
public class Probe {

  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofSeconds(60));
  private static final Duration LIST_PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_MODELS = 3;
  private static final Map<String, Object> SHAPE =
      Map.of(
          "type",
          "object",
          "properties",
          Map.of("colour", Map.of("type", "string", "enum", List.of("red", "blue"))),
          "required",
          List.of("colour"),
          "additionalProperties",
          false);

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
   * @return empty if there is no such connection
   */
  public Optional<ProbeResult> run(ConnectionId id, Actor actor) {
    actor.require(Role.ADMIN, "try out the connection of a model");
    return connections.find(id, actor).map(this::run);
  }

  private ProbeResult run(Connection connection) {
    if (connection.isBuiltin()) {
      return new ProbeResult(
          true,
          0,
          null,
          connection.models().stream()
              .map(model -> new ProbedModel(model.name(), profileOf(model)))
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
    var names =
        listed instanceof ModelList.Models found
            ? found.models().stream().map(ListedModel::name).toList()
            : List.<String>of();
    return tried(connection, endpoint, names, millis);
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
      Connection connection, Endpoint endpoint, List<String> listed, long millis) {
    var probed = new ArrayList<ProbedModel>();
    Problem problem = null;
    int tried = 0;
    for (var model : connection.models()) {
      if (!model.isFor("chat") || tried++ >= MOST_MODELS) {
        probed.add(new ProbedModel(model.name(), profileOf(model)));
        continue;
      }
      var attempt = chat(endpoint, model.name());
      if (attempt.failure() != null && problem == null) {
        problem = problem(connection, attempt.failure());
      }
      probed.add(new ProbedModel(model.name(), attempt.profile()));
      connections.keepProfile(connection.id(), model.name(), attempt.profile());
    }
    for (var name : listed) {
      if (connection.model(name).isEmpty() && probed.size() < 200) {
        probed.add(new ProbedModel(name, ModelProfile.UNTRIED));
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

  private record Attempt(ModelProfile profile, @Nullable Failure failure) {}

  private Attempt chat(Endpoint endpoint, String model) {
    var plain = prompt(model, "Count from one to ten in words.", 40, null, Shape.WORDS);
    var whole = wire.complete(endpoint, plain, PATIENCE);
    if (whole instanceof WireReply.Failed failed
        && failed.failure().cause() != Failure.Cause.NO_TEXT) {
      return new Attempt(
          new ModelProfile(false, null, null, null, null, null, null, null, null, null),
          failed.failure());
    }
    long start = System.nanoTime();
    var streamed = wire.stream(endpoint, plain, PATIENCE, _ -> {}, () -> false);
    double seconds = (System.nanoTime() - start) / 1e9;
    Double speed =
        streamed instanceof WireReply.Said said && said.counts().outputTokens() > 1
            ? Math.round(10 * said.counts().outputTokens() / seconds) / 10.0
            : null;
    return new Attempt(
        new ModelProfile(
            true,
            streamed instanceof WireReply.Said,
            shaped(endpoint, model, Shape.SCHEMA),
            shaped(endpoint, model, Shape.JSON),
            null,
            null,
            null,
            null,
            null,
            speed),
        null);
  }

  private boolean shaped(Endpoint endpoint, String model, Shape shape) {
    var asked = prompt(model, "Name a colour as JSON: red or blue.", 60, SHAPE, shape);
    if (!(wire.complete(endpoint, asked, PATIENCE) instanceof WireReply.Said said)
        || said.manner().shape() != shape) {
      return false;
    }
    try {
      var tree = json.readTree(said.text());
      return shape == Shape.SCHEMA
          ? tree.isObject()
              && tree.size() == 1
              && List.of("red", "blue").contains(tree.path("colour").asString(""))
          : tree.isObject();
    } catch (JacksonException e) {
      return false;
    }
  }

  private static Prompt prompt(
      String model, String words, int tokens, @Nullable Map<String, Object> schema, Shape shape) {
    return new Prompt(
        model, "Answer in one line.", words, tokens, schema, Manner.USUAL.with(shape));
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
