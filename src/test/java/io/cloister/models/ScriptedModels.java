package io.cloister.models;

import static io.cloister.ScriptedEndpoint.chat;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.connection.Connection;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

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
}
