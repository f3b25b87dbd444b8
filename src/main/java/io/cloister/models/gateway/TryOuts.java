package io.cloister.models.gateway;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelName;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelRequest;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connections;
import io.cloister.models.route.Routes;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/**
 * Asks a model that an administrator names, to see how it does. The rules on labels, the budgets
 * and the log hold as for any call; no other model is asked in its place. Connections of groups are
 * for their members here too.
 */
@Service
public class TryOuts {

  public static final int LONGEST = 20_000;
  public static final int MOST_TOKENS = 4_000;
  public static final int MOST_AT_ONCE = 4;

  private final Connections connections;
  private final RoutedGateway gateway;

  TryOuts(Connections connections, RoutedGateway gateway) {
    this.connections = connections;
    this.gateway = gateway;
  }

  /**
   * What is asked of one model.
   *
   * @param label as if the prompt held text of it
   * @param system empty for no instructions
   */
  public record Prompt(Label label, String system, String user, int maxTokens) {}

  /** The models that this actor can try, whatever the rules say of them. */
  public List<ModelName> models(Actor actor) {
    actor.require(Role.ADMIN, "try models out");
    return connections.usedFor(actor).stream()
        .flatMap(connection ->
            connection.models().stream()
                .filter(model -> model.isFor("chat"))
                .map(model -> new ModelName(connection.name(), model.name())))
        .toList();
  }

  /**
   * Asks it.
   *
   * @param onText gets the pieces as they come, on the calling thread
   * @param isStopped looked at often; once true the upstream call is aborted
   * @param watcher told what happens before the first piece
   * @throws SettingRefused if there is no such model
   */
  public ModelReply ask(
      ModelName model,
      Prompt prompt,
      Actor actor,
      Consumer<String> onText,
      BooleanSupplier isStopped,
      ModelGateway.Watcher watcher) {
    actor.require(Role.ADMIN, "try models out");
    var step =
        connections.usedFor(actor).stream()
            .filter(connection -> connection.name().equals(model.connection()))
            .flatMap(connection ->
                connection
                    .model(model.model())
                    .filter(offered -> offered.isFor("chat"))
                    .map(offered -> new Routes.Step(connection, offered))
                    .stream())
            .findFirst()
            .orElseThrow(() ->
                new SettingRefused(
                    "model",
                    "invalid",
                    "There is no chat model '%s'".formatted(model),
                    "GET /api/v1/models/connections lists those there are."));
    var request =
        new ModelRequest(
            ModelFunction.TRY_OUT,
            prompt.label(),
            prompt.system(),
            prompt.user(),
            prompt.maxTokens(),
            null,
            null);
    return gateway.only(step, request, actor, onText, isStopped, watcher);
  }
}
