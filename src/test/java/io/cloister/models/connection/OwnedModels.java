package io.cloister.models.connection;

import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.KEY;
import static io.cloister.models.ModelsOnly.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.GroupId;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelsOnly;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Connections to one endpoint, which says "Ours.", whoever they are of. */
final class OwnedModels implements AutoCloseable {

  static final GroupId GROUP = GroupId.random();

  /** The same person as {@link ModelsOnly#STAFF}, in the group. */
  static final Actor MEMBER =
      new Actor(new UserId(STAFF.user().value()), "member", Role.STAFF, Set.of(GROUP));

  final ScriptedEndpoint endpoint = ScriptedEndpoint.start(ScriptedEndpoint.chat("Ours."));
  final ModelsOnly models;

  OwnedModels(Path folder) {
    models = new ModelsOnly(folder);
  }

  Connection create(String name, @Nullable Owner owner, boolean open) {
    return models.connections.create(setting(name, owner, open), ADMIN);
  }

  /**
   * @param open whether people may bring keys of their own for it
   */
  ConnectionSetting setting(String name, @Nullable Owner owner, boolean open) {
    return new ConnectionSetting(
        name,
        null,
        endpoint.address().toString(),
        KEY,
        Boundary.INSIDE,
        null,
        null,
        List.of(new OfferedModel("scripted", List.of("chat"), 4096, 0, 0, null)),
        null,
        null,
        null,
        owner,
        open);
  }

  /** What a model answers the actor. */
  String said(Actor actor) {
    var reply = models.gateway.complete(ModelsOnly.request(Label.PUBLIC), actor);
    assertThat(reply).isInstanceOf(ModelReply.Completed.class);
    return ((ModelReply.Completed) reply).text();
  }

  @Override
  public void close() {
    models.close();
    endpoint.close();
  }
}
