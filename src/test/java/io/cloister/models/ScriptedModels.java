package io.cloister.models;

import static io.cloister.ScriptedEndpoint.chat;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.connection.Connection;
import io.cloister.models.program.RelayReply;
import io.cloister.models.relay.RelayRequest;
import io.cloister.models.relay.RelayRequest.Dialect;
import io.cloister.models.relay.RelayRequest.Operation;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The room with one connection, {@code first}, which answers questions as it is scripted. */
public abstract class ScriptedModels {

  protected final ScriptedEndpoint endpoint = ScriptedEndpoint.start(chat("Hello."));
  protected ModelsOnly models;
  protected Connection first;

  @BeforeEach
  void open(@TempDir Path folder) {
    models = new ModelsOnly(folder);
    first = models.connect("first", endpoint.address(), Boundary.INSIDE);
    models.route(first);
  }

  /** From now on nobody waits long for an answer. */
  protected final void hurry(Path folder) {
    models.close();
    models = ModelsOnly.hurried(folder);
    first = models.connect("first", endpoint.address(), Boundary.INSIDE);
    models.route(first);
  }

  @AfterEach
  void closeModels() {
    models.close();
    endpoint.close();
  }

  /** Which model answers; {@code nobody} if none does. */
  protected final String answering(ModelRequest request) {
    return models.gateway.complete(request, ModelsOnly.STAFF) instanceof ModelReply.Completed done
        ? done.model()
        : "nobody";
  }

  /** A question about what is secret. */
  protected final ModelReply complete() {
    return complete(Label.SECRET);
  }

  protected final ModelReply complete(Label label) {
    return models.gateway.complete(ModelsOnly.request(label), ModelsOnly.STAFF);
  }

  /** The same, streamed. */
  protected final ModelReply streamed(BooleanSupplier isStopped) {
    return models.gateway.stream(
        ModelsOnly.request(Label.SECRET), ModelsOnly.STAFF, _ -> {}, isStopped);
  }

  /** What a program gets that asks for a model by its name. */
  protected final RelayReply program(String model, String body) {
    return models.relay.ask(
        new RelayRequest(
            Dialect.OPENAI,
            Operation.CHAT,
            model,
            (ObjectNode) new JsonMapper().readTree("{%s}".formatted(body)),
            ""),
        ModelsOnly.STAFF,
        () -> false,
        _ -> {});
  }
}
