package io.cloister.models.connection;

import io.cloister.egress.AllowedHost;
import io.cloister.egress.AllowedHosts;
import io.cloister.egress.Trust;
import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Boundary;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ModelName;
import io.cloister.models.SettingRefused;
import io.cloister.models.wire.Endpoint;
import io.cloister.secrets.SecretsLocked;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The endpoints that serve models, kept by administrators. What is built in is among them and never
 * changes. A key goes in and never comes out again but to the endpoint it is for.
 */
@Service
public class Connections implements AllowedHosts {

  /** The connection of what runs inside the process. */
  public static final ConnectionId BUILTIN = BuiltinConnection.ID;

  private final ConnectionRows rows;
  private final ConnectionSecrets secrets;
  private final AuditTrail audit;
  private final BuiltinConnection builtin;

  Connections(
      ConnectionRows rows, ConnectionSecrets secrets, AuditTrail audit, BuiltinConnection builtin) {
    this.rows = rows;
    this.secrets = secrets;
    this.audit = audit;
    this.builtin = builtin;
  }

  /** All of them, the built-in one first, then by name. */
  public List<Connection> list(Actor actor) {
    actor.require(Role.ADMIN, "see the connections of models");
    return all();
  }

  public Optional<Connection> find(ConnectionId id, Actor actor) {
    return list(actor).stream().filter(connection -> connection.id().equals(id)).findFirst();
  }

  /**
   * @throws SettingRefused if it cannot be so
   */
  @Transactional
  public Connection create(ConnectionSetting wanted, Actor actor) {
    actor.require(Role.ADMIN, "connect a model");
    secrets.holdOffRotation();
    var kind = ConnectionRules.kind(wanted.kind());
    var connection =
        new Connection(
            ConnectionId.random(),
            ConnectionRules.name(wanted.name()),
            kind,
            ConnectionRules.baseUrl(wanted.baseUrl(), kind),
            Connection.Key.NONE,
            Objects.requireNonNullElse(wanted.boundary(), Boundary.PUBLIC),
            blankAsNull(wanted.region()),
            ConnectionRules.headers(wanted.headers()),
            ConnectionRules.maxConcurrent(wanted.maxConcurrent(), null),
            Map.of(),
            TlsRules.tls(wanted.tls(), Connection.Tls.USUAL, false),
            owner(wanted, Owner.DEPLOYMENT),
            Boolean.TRUE.equals(wanted.openToPeople()),
            null,
            false,
            ConnectionRules.models(wanted.models()));
    stored(connection.name(), () -> rows.insert(connection));
    secrets.change(connection, wanted, false);
    record("connection.created", connection, actor);
    return rows.find(connection.id()).orElseThrow();
  }

  /**
   * Changing the address takes the key and the other secrets away, unless new ones come with it: a
   * secret is for the place that it was entered for.
   *
   * @return empty if there is no such connection
   * @throws SettingRefused if it cannot be so
   */
  @Transactional
  public Optional<Connection> change(ConnectionId id, ConnectionSetting wanted, Actor actor) {
    actor.require(Role.ADMIN, "change the connection of a model");
    secrets.holdOffRotation();
    refuseBuiltin(id);
    var found = rows.find(id);
    if (found.isEmpty()) {
      return found;
    }
    var before = found.get();
    if (wanted.kind() != null && !wanted.kind().equals(before.kind().word())) {
      throw new SettingRefused(
          "kind", "kind-fixed", "The kind of a connection stays", "Make another connection.");
    }
    var address =
        wanted.baseUrl() == null
            ? address(before)
            : ConnectionRules.baseUrl(wanted.baseUrl(), before.kind());
    boolean moved = !address.equals(before.baseUrl());
    var after =
        new Connection(
            id,
            wanted.name() == null ? before.name() : ConnectionRules.name(wanted.name()),
            before.kind(),
            address,
            before.key(),
            Objects.requireNonNullElse(wanted.boundary(), before.boundary()),
            wanted.region() == null ? before.region() : blankAsNull(wanted.region()),
            wanted.headers() == null ? before.headers() : ConnectionRules.headers(wanted.headers()),
            ConnectionRules.maxConcurrent(wanted.maxConcurrent(), before.maxConcurrent()),
            moved ? Map.of() : before.secretHeaders(),
            TlsRules.tls(wanted.tls(), before.tls(), moved),
            owner(wanted, before.owner()),
            Objects.requireNonNullElse(wanted.openToPeople(), before.openToPeople()),
            null,
            false,
            wanted.models() == null
                ? before.models()
                : ConnectionRules.models(wanted.models()).stream()
                    .map(model -> model.profiledAs(before.model(model.name())))
                    .toList());
    stored(after.name(), () -> rows.update(after));
    if (wanted.models() != null) {
      rows.replaceModels(after);
    }
    secrets.change(after, wanted, moved);
    record("connection.changed", after, actor);
    return rows.find(id);
  }

  /**
   * Its models disappear from all routes.
   *
   * @return whether there was such a connection
   */
  @Transactional
  public boolean delete(ConnectionId id, Actor actor) {
    actor.require(Role.ADMIN, "remove the connection of a model");
    refuseBuiltin(id);
    var connection = rows.find(id);
    connection.ifPresent(found -> {
      rows.delete(id);
      record("connection.deleted", found, actor);
    });
    return connection.isPresent();
  }

  /** The hosts that the connections name. */
  @Override
  public List<AllowedHost> now() {
    var hosts = new ArrayList<AllowedHost>();
    for (var connection : rows.all()) {
      hosts.add(
          AllowedHost.of(
              address(connection), connection.name(), connection.boundary() == Boundary.INSIDE));
    }
    return hosts;
  }

  /** The model that passages are embedded by. */
  public ModelName embeddingModel() {
    return builtin.embeddingModel();
  }

  /** Those of the deployment and of groups. */
  public List<Connection> all() {
    return Stream.concat(Stream.of(builtin.get()), rows.all().stream()).toList();
  }

  /** Those that are used for this actor's calls, their own last. */
  public List<Connection> usedFor(Actor actor) {
    return Stream.concat(
            all().stream().filter(connection -> connection.owner().includes(actor)),
            personal(actor))
        .toList();
  }

  /** The actor's own that may be used now. */
  public Stream<Connection> personal(Actor actor) {
    return rows.of(actor).stream().filter(own -> own.openToPeople() && own.key().set());
  }

  /**
   * @throws SecretsLocked if one of its secrets cannot be opened
   */
  public Endpoint endpoint(Connection connection) {
    return secrets.endpoint(connection);
  }

  /** Tells of each change, in its transaction. */
  public void onChange(Runnable dependent) {
    rows.onChange(dependent);
  }

  public void keepProfile(ConnectionId id, String model, ModelProfile profile) {
    rows.setProfile(id, model, profile);
  }

  private static void refuseBuiltin(ConnectionId id) {
    if (id.equals(BUILTIN)) {
      throw new SettingRefused(
          "id",
          "builtin-fixed",
          "What is built in cannot be changed or removed",
          "Add a connection of your own and choose it in the routes.");
    }
  }

  private static URI address(Connection connection) {
    return Objects.requireNonNull(connection.baseUrl(), "what is built in has no address");
  }

  private static void stored(String name, Runnable store) {
    try {
      store.run();
    } catch (DuplicateKeyException e) {
      throw new SettingRefused(
          "name",
          "name-taken",
          "There is a connection of the name '%s' already".formatted(name),
          "Choose another name.");
    }
  }

  /** The person is not one of them: people make their own themselves. */
  private static Owner owner(ConnectionSetting wanted, Owner otherwise) {
    var owner = Objects.requireNonNullElse(wanted.owner(), otherwise);
    if (owner.isPerson()) {
      throw new SettingRefused(
          "owner",
          "invalid",
          "A person's own connection is made by that person",
          "Open the connection to people, who then add a key of their own under their account.");
    }
    return owner;
  }

  private void record(String action, Connection connection, Actor actor) {
    audit.record(
        actor,
        AuditEvent.of(action, "connection", connection.id())
            .with("name", connection.name())
            .with("host", AllowedHost.of(address(connection), "").origin())
            .with("boundary", connection.boundary().word())
            .with("authority", Trust.named(connection.tls().authority())));
  }

  private static @Nullable String blankAsNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
