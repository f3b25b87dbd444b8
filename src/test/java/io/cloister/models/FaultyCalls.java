package io.cloister.models;

import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.log.InvocationFilter;
import io.cloister.models.program.RelayReply;
import io.cloister.models.relay.RelayRequest;
import io.cloister.models.relay.RelayRequest.Dialect;
import io.cloister.models.relay.RelayRequest.Operation;
import io.cloister.models.traffic.ModelProperties;
import io.cloister.models.wire.EmbedReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes calls of every kind, each over a connection of its own. */
final class FaultyCalls implements AutoCloseable {

  private static final Pattern PIECE = Pattern.compile("\"content\":\"(.*?)\"");

  // one to each caller: a route is for all that ask
  private final BlockingQueue<ModelsOnly> rooms = new LinkedBlockingQueue<>();

  private final Duration total;

  /**
   * @param total for a call, all in all
   * @param callers so many are made at once, others wait
   */
  FaultyCalls(Path folder, Duration total, int callers) {
    this.total = total;
    var patience =
        new ModelProperties(
            total.dividedBy(2),
            total.dividedBy(3),
            total,
            total,
            0,
            Duration.ZERO,
            Integer.MAX_VALUE,
            Duration.ofSeconds(1),
            Duration.ofMillis(1),
            100);
    for (int i = 0; i < callers; i++) {
      rooms.add(new ModelsOnly(folder, patience));
    }
  }

  @Override
  public void close() {
    rooms.forEach(ModelsOnly::close);
  }

  /** Who asks, and how. */
  enum Way {
    WHOLE,
    STREAMED,
    PROGRAM,
    PROGRAM_STREAMED,
    PROGRAM_VECTORS,
    VECTORS,
    RANKS;

    boolean isStreamed() {
      return this == STREAMED || this == PROGRAM_STREAMED;
    }

    boolean isForVectors() {
      return this == VECTORS || this == PROGRAM_VECTORS;
    }

    boolean isForWords() {
      return !isForVectors() && this != RANKS;
    }

    private String kind() {
      return isForWords() ? "chat" : isForVectors() ? "embedding" : "rerank";
    }
  }

  /**
   * @param how the outcome and its detail
   * @param told all that the caller was told
   * @param words those of the model
   * @param took without the wait for other calls
   */
  record Ended(String how, String told, String words, Duration took) {

    Ended(String how, String told, String words) {
      this(how, told, words, Duration.ZERO);
    }

    private Ended since(long nanos) {
      return new Ended(how, told, words, Duration.ofNanos(System.nanoTime() - nanos));
    }
  }

  /** The longest that one may take. */
  Duration total() {
    return total;
  }

  Ended ask(Way way, URI address) throws InterruptedException {
    var models = rooms.take();
    long begun = System.nanoTime();
    try {
      return ask(way, address, models).since(begun);
    } finally {
      rooms.add(models);
    }
  }

  private Ended ask(Way way, URI address, ModelsOnly models) {
    var name = way + "-" + UUID.randomUUID();
    var connection =
        models.connections.create(
            new ConnectionSetting(
                name,
                null,
                address.toString(),
                Faults.KEY,
                Boundary.INSIDE,
                null,
                Map.of(),
                List.of(new OfferedModel("m", List.of(way.kind()), 4096, 1, 1, null))),
            ADMIN);
    try {
      return switch (way) {
        case WHOLE, STREAMED -> function(way, connection, models);
        case PROGRAM -> program(connection, models, "\"messages\":[]");
        case PROGRAM_STREAMED -> program(connection, models, "\"messages\":[],\"stream\":true");
        case PROGRAM_VECTORS -> program(connection, models, "\"input\":\"a\"");
        case VECTORS -> vectors(connection, models);
        case RANKS -> ranks(connection, models);
      };
    } finally {
      models.connections.delete(connection.id(), ADMIN);
    }
  }

  private static Ended function(Way way, Connection connection, ModelsOnly models) {
    models.route(connection);
    var request = ModelsOnly.request(Label.SECRET);
    var pieces = new StringBuilder();
    var reply =
        way == Way.STREAMED
            ? models.gateway.stream(request, STAFF, pieces::append, () -> false)
            : models.gateway.complete(request, STAFF);
    var words = reply instanceof ModelReply.Completed completed ? completed.text() : "";
    return new Ended(logged(connection, models), reply.toString() + pieces, words);
  }

  private static Ended program(Connection connection, ModelsOnly models, String body) {
    var request =
        new RelayRequest(
            Dialect.OPENAI,
            body.contains("input") ? Operation.EMBEDDINGS : Operation.CHAT,
            connection.name() + "/m",
            (ObjectNode) new JsonMapper().readTree("{%s}".formatted(body)),
            "");
    var told = new ByteArrayOutputStream();
    var reply = models.relay.ask(request, STAFF, () -> false, _ -> {});
    switch (reply) {
      case RelayReply.Whole whole -> told.writeBytes(whole.json());
      case RelayReply.Streamed streamed -> {
        try (streamed) {
          streamed.copyTo(told);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      default -> told.writeBytes(reply.toString().getBytes(UTF_8));
    }
    var words = new StringBuilder();
    PIECE.matcher(told.toString(UTF_8)).results().forEach(each -> words.append(each.group(1)));
    return new Ended(logged(connection, models), told.toString(UTF_8), words.toString());
  }

  private Ended vectors(Connection connection, ModelsOnly models) {
    var reply =
        models.wire.embed(models.connections.endpoint(connection), "m", List.of("a"), total);
    return switch (reply) {
      case EmbedReply.Vectors vectors -> new Ended("completed:", vectors.toString(), "");
      case EmbedReply.Failed failed ->
          new Ended("failed:" + failed.failure().cause().code(), failed.toString(), "");
    };
  }

  private Ended ranks(Connection connection, ModelsOnly models) {
    models.route(ModelFunction.RERANK, connection);
    var request = new RerankRequest(Label.SECRET, "a", List.of("b"), total);
    var reply = models.gateway.rerank(request, STAFF);
    return new Ended(logged(connection, models), reply.toString(), "");
  }

  /** How the one call over the connection ended. */
  private static String logged(Connection connection, ModelsOnly models) {
    var filter = new InvocationFilter(null, null, null, connection.name() + "/", null, null);
    var calls = models.invocations.list(filter, 0, 10, ADMIN).items();
    assertThat(calls).hasSize(1);
    var call = calls.getFirst();
    return call.outcome().word() + ":" + (call.detail() == null ? "" : call.detail());
  }
}
