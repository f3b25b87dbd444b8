package io.cloister.models.connection;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ModelFunction;
import io.cloister.models.SettingRefused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * People's own connections: a key of theirs for an address that an administrator opened to people.
 * Only their own calls use it, and nobody else sees it, administrators included.
 */
@Service
public class PersonalConnections {

  private final ConnectionRows rows;
  private final ConnectionSecrets secrets;
  private final PersonalRows settings;
  private final AuditTrail audit;

  PersonalConnections(
      ConnectionRows rows, ConnectionSecrets secrets, PersonalRows settings, AuditTrail audit) {
    this.rows = rows;
    this.secrets = secrets;
    this.settings = settings;
    this.audit = audit;
  }

  /**
   * How one's own connection is to be; what is null stays as it is.
   *
   * @param models the names of chat models; those of the opened connection for a new one
   * @param askedFirst whether it is asked before the route's models; so if nothing is said
   */
  public record Setting(
      @Nullable String apiKey, @Nullable List<String> models, @Nullable Boolean askedFirst) {

    /** Without the key: records print what they hold. */
    @Override
    public String toString() {
      return "Setting[" + models + "]";
    }
  }

  /** The connections that are open to people, by name, but for those that others' groups own. */
  public List<Connection> open(Actor actor) {
    return rows.all().stream()
        .filter(connection -> connection.openToPeople() && connection.owner().includes(actor))
        .toList();
  }

  /** The actor's own. */
  public List<Connection> list(Actor actor) {
    return rows.of(actor);
  }

  public Optional<Connection> find(ConnectionId id, Actor actor) {
    return list(actor).stream().filter(own -> own.id().equals(id)).findFirst();
  }

  /**
   * @return empty if no such connection is open to the actor
   * @throws SettingRefused if it cannot be so
   */
  @Transactional
  public Optional<Connection> create(ConnectionId template, Setting wanted, Actor actor) {
    secrets.holdOffRotation();
    var found = open(actor).stream().filter(each -> each.id().equals(template)).findFirst();
    if (found.isEmpty()) {
      return found;
    }
    var at = found.get();
    if (list(actor).stream().anyMatch(own -> template.equals(own.template()))) {
      throw taken(at);
    }
    if (wanted.apiKey() == null || wanted.apiKey().isBlank()) {
      throw new SettingRefused(
          "apiKey", "invalid", "Your own connection needs a key of yours", "Enter your key.");
    }
    var own =
        new Connection(
            ConnectionId.random(),
            free(ConnectionRules.fitting(actor.name() + ":" + at.name())),
            at.kind(),
            at.baseUrl(),
            Connection.Key.NONE,
            at.boundary(),
            at.region(),
            Map.of(),
            at.maxConcurrent(),
            Map.of(),
            Connection.Tls.USUAL,
            Owner.of(actor.user()),
            false,
            template,
            !Boolean.FALSE.equals(wanted.askedFirst()),
            models(wanted.models(), at));
    try {
      rows.insert(own);
    } catch (DuplicateKeyException e) {
      throw taken(at); // at this moment
    }
    secrets.setKey(own, wanted.apiKey());
    record("connection.personal-created", own, actor);
    return find(own.id(), actor);
  }

  /**
   * @return empty if the actor has no such connection
   * @throws SettingRefused if it cannot be so
   */
  @Transactional
  public Optional<Connection> change(ConnectionId id, Setting wanted, Actor actor) {
    secrets.holdOffRotation();
    var found = find(id, actor);
    if (found.isEmpty()) {
      return found;
    }
    var before = found.get();
    var after = before.with(models(wanted.models(), before), wanted.askedFirst());
    rows.update(after);
    rows.replaceModels(after);
    if (wanted.apiKey() != null && !wanted.apiKey().isBlank()) {
      secrets.setKey(after, wanted.apiKey());
    }
    record("connection.personal-changed", after, actor);
    return find(id, actor);
  }

  /**
   * @return whether the actor had it
   */
  @Transactional
  public boolean delete(ConnectionId id, Actor actor) {
    var found = find(id, actor);
    found.ifPresent(own -> {
      rows.delete(id);
      record("connection.personal-deleted", own, actor);
    });
    return found.isPresent();
  }

  private static SettingRefused taken(Connection at) {
    return new SettingRefused(
        "name",
        "name-taken",
        "You have a connection to %s already".formatted(at.name()),
        "Change that one.");
  }

  /** The name, numbered if somebody else's connection has it: its owner cannot choose another. */
  private String free(String wanted) {
    var name = wanted;
    for (int i = 2; rows.isTaken(name); i++) {
      name = wanted + " " + i;
    }
    return name;
  }

  /** For what people's own models are asked before the route's. */
  public Set<ModelFunction> functions() {
    return settings.functions();
  }

  /**
   * @throws SettingRefused if one of them is not for people's own
   */
  @Transactional
  public void setFunctions(Set<ModelFunction> wanted, Actor actor) {
    actor.require(Role.ADMIN, "open functions to people's own models");
    if (wanted.stream().anyMatch(function -> !function.kind().equals("chat"))) {
      throw new SettingRefused(
          "functions",
          "invalid",
          "People's own models are for chat only",
          "Name functions that a chat model is asked for, as answer and draft.");
    }
    settings.replace(wanted);
    audit.record(
        actor,
        AuditEvent.of("personal-models.changed", "models", "personal")
            .with("functions", wanted.stream().map(ModelFunction::word).sorted().toList()));
  }

  /** What is known of models that stay, or that the opened connection has, is kept. */
  private static List<OfferedModel> models(@Nullable List<String> names, Connection known) {
    if (names == null) {
      return known.models().stream().filter(model -> model.isFor("chat")).toList();
    }
    return ConnectionRules.models(
        names.stream()
            .map(String::strip)
            .map(name ->
                known
                    .model(name)
                    .orElseGet(() -> new OfferedModel(name, List.of("chat"), null, 0, 0, null)))
            .toList());
  }

  private void record(String action, Connection own, Actor actor) {
    audit.record(actor, AuditEvent.of(action, "connection", own.id()).with("name", own.name()));
  }
}
