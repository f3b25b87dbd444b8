package io.cloister.models.connection;

import io.cloister.database.Snapshot;
import io.cloister.governance.Boundary;
import io.cloister.identity.Actor;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The connections as rows; whoever calls has checked what they may do. */
@Repository
public class ConnectionRows {

  private static final String COLUMNS =
      "id, name, kind, base_url, boundary, region, headers, sealed_key, key_last4, max_concurrent,"
          + " tls_authority, tls_certificate, owner, owner_id, open_to_people, template_id,"
          + " asked_first";

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;
  private final Snapshot<Known> connections = new Snapshot<>(this::sorted);
  private final List<Runnable> dependents = new CopyOnWriteArrayList<>();

  ConnectionRows(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** Those of the deployment and of groups. */
  List<Connection> all() {
    return connections.get().shared();
  }

  /** A person's own, with what they have of the connection whose address they use. */
  List<Connection> of(Actor actor) {
    return connections.get().personal().getOrDefault(actor.user().value(), List.of()).stream()
        .map(placed -> placed.own().at(placed.template(), actor))
        .toList();
  }

  private record Placed(Connection own, Connection template) {}

  private record Known(List<Connection> shared, Map<UUID, List<Placed>> personal) {}

  private Known sorted() {
    var all = read();
    var shared = all.stream().filter(each -> !each.owner().isPerson()).toList();
    var personal = new HashMap<UUID, List<Placed>>();
    for (var own : all) {
      if (own.owner().isPerson()) {
        shared.stream()
            .filter(each -> each.id().equals(own.template()))
            .findFirst()
            .ifPresent(template ->
                personal
                    .computeIfAbsent(own.owner().id(), _ -> new ArrayList<>())
                    .add(new Placed(own, template)));
      }
    }
    return new Known(shared, personal);
  }

  private List<Connection> read() {
    record Offer(UUID connection, OfferedModel model) {}
    var offers =
        jdbc.sql(
                "select connection_id, name, kinds, context_tokens, input_micros, output_micros,"
                    + " profile from connection_model order by ordinal")
            .query((row, _) -> new Offer(row.getObject(1, UUID.class), model(row)))
            .list();
    var secrets = secretHeaders();
    return jdbc.sql("select " + COLUMNS + " from model_connection order by name")
        .query((row, _) -> {
          var id = idOf(row);
          var own = offers.stream().filter(offer -> offer.connection().equals(id));
          return connection(
              row, secrets.getOrDefault(id, Map.of()), own.map(Offer::model).toList());
        })
        .list();
  }

  Optional<Connection> find(ConnectionId id) {
    return all().stream().filter(connection -> connection.id().equals(id)).findFirst();
  }

  private Map<UUID, Map<String, Connection.Key>> secretHeaders() {
    var headers = new HashMap<UUID, Map<String, Connection.Key>>();
    RowCallbackHandler one =
        row ->
            headers
                .computeIfAbsent(row.getObject(1, UUID.class), _ -> new HashMap<>())
                .put(
                    row.getString(2).substring(SecretRows.HEADER.length()),
                    new Connection.Key(true, row.getString(3)));
    jdbc.sql("select connection_id, field, last4 from connection_secret where field like ?")
        .param(SecretRows.HEADER + "%")
        .query(one);
    return headers;
  }

  /** Whether any connection, whoever's it is, bears the name. */
  boolean isTaken(String name) {
    return jdbc.sql("select count(*) from model_connection where name = ?")
            .param(name)
            .query(Integer.class)
            .single()
        > 0;
  }

  /** To be called after each change, in its transaction. */
  void changed() {
    connections.changed();
    dependents.forEach(Runnable::run);
  }

  /** Tells of each change, in its transaction. */
  public void onChange(Runnable dependent) {
    dependents.add(dependent);
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException if the name is taken
   */
  void insert(Connection connection) {
    jdbc.sql(
            """
            insert into model_connection (id, name, kind, base_url, boundary, region, owner,
              owner_id, open_to_people, template_id, asked_first, headers, max_concurrent,
              tls_authority, tls_certificate, created_at, updated_at)
            values (:id, :name, :kind, :baseUrl, :boundary, :region, :owner, :ownerId, :open,
              :template, :askedFirst, :headers, :maxConcurrent, :authority, :certificate, :at, :at)
            """)
        .params(values(connection))
        .param("kind", connection.kind().word())
        .update();
    changed();
    replaceModels(connection);
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException if the name is taken
   */
  void update(Connection connection) {
    jdbc.sql(
            """
            update model_connection set name = :name, base_url = :baseUrl, boundary = :boundary,
              region = :region, headers = :headers, max_concurrent = :maxConcurrent,
              tls_authority = :authority, tls_certificate = :certificate, owner = :owner,
              owner_id = :ownerId, open_to_people = :open, asked_first = :askedFirst,
              updated_at = :at where id = :id
            """)
        .params(values(connection))
        .update();
    changed();
  }

  /** Keeps the routes of models that stay. */
  void replaceModels(Connection connection) {
    var before =
        jdbc.sql("select name from connection_model where connection_id = ?")
            .param(connection.id().value())
            .query(String.class)
            .list();
    for (var name : before) {
      if (connection.model(name).isEmpty()) {
        jdbc.sql("delete from connection_model where connection_id = ? and name = ?")
            .params(connection.id().value(), name)
            .update();
      }
    }
    int ordinal = 0;
    for (var model : connection.models()) {
      jdbc.sql(
              """
              merge into connection_model (connection_id, name, ordinal, kinds, context_tokens,
                input_micros, output_micros, profile)
              key (connection_id, name) values (?, ?, ?, ?, ?, ?, ?, ?)
              """)
          .params(
              Arrays.asList(
                  connection.id().value(),
                  model.name(),
                  ordinal++,
                  String.join(",", model.kinds()),
                  model.contextTokens(),
                  model.inputMicrosPerMillionTokens(),
                  model.outputMicrosPerMillionTokens(),
                  model.profile() == null ? null : json.writeValueAsString(model.profile())))
          .update();
    }
    changed();
  }

  void setProfile(ConnectionId id, String model, ModelProfile profile) {
    jdbc.sql("update connection_model set profile = ? where connection_id = ? and name = ?")
        .params(json.writeValueAsString(profile), id.value(), model)
        .update();
    changed();
  }

  void delete(ConnectionId id) {
    jdbc.sql("delete from model_connection where id = ?").param(id.value()).update();
    changed();
  }

  private Map<String, Object> values(Connection connection) {
    var values = new HashMap<String, Object>();
    values.put("id", connection.id().value());
    values.put("name", connection.name());
    values.put("baseUrl", String.valueOf(connection.baseUrl()));
    values.put("boundary", connection.boundary().word());
    values.put("region", connection.region());
    values.put("headers", json.writeValueAsString(connection.headers()));
    values.put("maxConcurrent", connection.maxConcurrent());
    values.put("authority", connection.tls().authority());
    values.put("certificate", connection.tls().certificate());
    values.put("owner", connection.owner().kind().word());
    values.put("ownerId", connection.owner().id());
    values.put("open", connection.openToPeople());
    values.put("template", connection.template() == null ? null : connection.template().value());
    values.put("askedFirst", connection.askedFirst());
    values.put("at", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)));
    return values;
  }

  private static UUID idOf(ResultSet row) throws SQLException {
    return row.getObject("id", UUID.class);
  }

  private Connection connection(
      ResultSet row, Map<String, Connection.Key> secretHeaders, List<OfferedModel> models)
      throws SQLException {
    var template = row.getObject("template_id", UUID.class);
    return new Connection(
        new ConnectionId(idOf(row)),
        row.getString("name"),
        Connection.Kind.of(row.getString("kind")).orElseThrow(),
        URI.create(row.getString("base_url")),
        row.getBytes("sealed_key") == null
            ? Connection.Key.NONE
            : new Connection.Key(true, row.getString("key_last4")),
        Boundary.of(row.getString("boundary")),
        row.getString("region"),
        json.readValue(row.getString("headers"), new TypeReference<Map<String, String>>() {}),
        row.getObject("max_concurrent", Integer.class),
        secretHeaders,
        new Connection.Tls(row.getString("tls_authority"), row.getString("tls_certificate")),
        new Owner(
            Owner.Kind.of(row.getString("owner")).orElseThrow(),
            row.getObject("owner_id", UUID.class)),
        row.getBoolean("open_to_people"),
        template == null ? null : new ConnectionId(template),
        row.getBoolean("asked_first"),
        models);
  }

  private OfferedModel model(ResultSet row) throws SQLException {
    var profile = row.getString("profile");
    return new OfferedModel(
        row.getString("name"),
        List.of(row.getString("kinds").split(",")),
        row.getObject("context_tokens", Integer.class),
        row.getLong("input_micros"),
        row.getLong("output_micros"),
        profile == null ? null : json.readValue(profile, ModelProfile.class));
  }
}
