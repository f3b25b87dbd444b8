package io.cloister.models.catalogue;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Boundary;
import io.cloister.identity.Actor;
import io.cloister.identity.GroupId;
import io.cloister.identity.Groups;
import io.cloister.identity.Role;
import io.cloister.models.ModelName;
import io.cloister.models.SettingRefused;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.Connections;
import io.cloister.models.connection.OfferedModel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The models that people may choose by name. While the catalogue is empty that is every model of a
 * connection that is used for them; with the first entry it is what the catalogue names, and for
 * whom. The built-in model and a person's own need no entry; routes go by what an administrator
 * set.
 */
@Service
public class Catalogue {

  private static final int LONGEST_DESCRIPTION = 2000;
  private static final int LONGEST_QUALITY = 500;

  private final CatalogueRows rows;
  private final Connections connections;
  private final Groups groups;
  private final AuditTrail audit;

  Catalogue(CatalogueRows rows, Connections connections, Groups groups, AuditTrail audit) {
    this.rows = rows;
    this.connections = connections;
    this.groups = groups;
    this.audit = audit;
  }

  /** An entry with what is known of its model. */
  public record Listed(
      ModelName name, Boundary boundary, OfferedModel model, CatalogueEntry entry) {}

  /** What the actor may choose, by name. */
  public List<Listed> of(Actor actor) {
    return listed(connections.usedFor(actor)).filter(each -> each.entry().isFor(actor)).toList();
  }

  /** All of it, by name. */
  public List<Listed> all(Actor actor) {
    actor.require(Role.ADMIN, "see the whole catalogue of models");
    return listed(connections.all()).toList();
  }

  private Stream<Listed> listed(List<Connection> among) {
    return rows.all().stream()
        .flatMap(entry ->
            among.stream()
                .filter(connection -> connection.id().equals(entry.connection()))
                .flatMap(connection ->
                    connection.model(entry.model()).stream()
                        .map(model ->
                            new Listed(
                                new ModelName(connection.name(), model.name()),
                                connection.boundary(),
                                model,
                                entry))))
        .sorted(Comparator.comparing(each -> each.name().toString()));
  }

  /** Whether the actor may choose this model by its name. */
  public boolean isOpen(Connection connection, OfferedModel model, Actor actor) {
    return rows.all().isEmpty()
        || connection.isBuiltin()
        || connection.owner().isPerson()
        || entry(connection, model).filter(entry -> entry.isFor(actor)).isPresent();
  }

  /** What is said of the model, if it is in the catalogue. */
  public Optional<CatalogueEntry> entry(Connection connection, OfferedModel model) {
    return rows.all().stream()
        .filter(entry ->
            entry.connection().equals(connection.id()) && entry.model().equals(model.name()))
        .findFirst();
  }

  /** The connection of a model that the actor may choose by this name. */
  public Optional<Connection> chosen(ModelName name, Actor actor) {
    return connections.usedFor(actor).stream()
        .filter(connection -> connection.name().equals(name.connection()))
        .filter(connection ->
            connection
                .model(name.model())
                .filter(model -> isOpen(connection, model, actor))
                .isPresent())
        .findFirst();
  }

  /**
   * Enters a model, or changes what is said of it.
   *
   * @throws SettingRefused if there is no such model or group, or the words are too long
   */
  @Transactional
  public void put(
      ModelName name,
      String description,
      @Nullable String quality,
      Set<GroupId> wanted,
      Actor actor) {
    actor.require(Role.ADMIN, "approve a model");
    var connection = find(name).orElseThrow(() -> refused("model", "no connection has " + name));
    var said = description.strip();
    var measured = quality == null || quality.isBlank() ? null : quality.strip();
    if (said.isEmpty() || said.length() > LONGEST_DESCRIPTION) {
      throw refused(
          "description", "it is described in 1 to %d signs".formatted(LONGEST_DESCRIPTION));
    }
    if (measured != null && measured.length() > LONGEST_QUALITY) {
      throw refused("quality", "its quality is told in %d signs".formatted(LONGEST_QUALITY));
    }
    for (var group : wanted) {
      if (groups.find(group).isEmpty()) {
        throw refused("groups", "there is no group " + group);
      }
    }
    rows.put(new CatalogueEntry(connection.id(), name.model(), said, measured, wanted));
    audit.record(
        actor,
        AuditEvent.of("model.approved", "connection", connection.id())
            .with("model", name)
            .with("groups", wanted.size()));
  }

  /**
   * @return whether it was in the catalogue
   */
  @Transactional
  public boolean remove(ModelName name, Actor actor) {
    actor.require(Role.ADMIN, "take a model out of the catalogue");
    var connection = find(name);
    boolean removed = connection.isPresent() && rows.remove(connection.get().id(), name.model());
    if (removed) {
      audit.record(
          actor,
          AuditEvent.of("model.withdrawn", "connection", connection.get().id())
              .with("model", name));
    }
    return removed;
  }

  private Optional<Connection> find(ModelName name) {
    return connections.all().stream()
        .filter(connection -> !connection.isBuiltin())
        .filter(connection -> connection.name().equals(name.connection()))
        .filter(connection -> connection.model(name.model()).isPresent())
        .findFirst();
  }

  private static SettingRefused refused(String field, String why) {
    return new SettingRefused(
        field, "invalid", "The catalogue cannot say this: " + why, "Change it and try again.");
  }
}
