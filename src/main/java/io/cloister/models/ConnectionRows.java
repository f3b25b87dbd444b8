package io.cloister.models;

import io.cloister.governance.Boundary;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The connections as rows; whoever calls has checked what they may do. */
@Repository
class ConnectionRows {

  private static final String COLUMNS =
      "id, name, kind, base_url, boundary, region, headers, sealed_key, key_last4,"
          + " max_concurrent";

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;
  private final Snapshot<List<Connection>> connections = new Snapshot<>(this::read);
  private final Snapshot<Map<ConnectionId, byte[]>> keys = new Snapshot<>(this::readKeys);
  private final List<Runnable> dependents = new CopyOnWriteArrayList<>();

  ConnectionRows(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  List<Connection> all() {
    return connections.get();
  }

  private List<Connection> read() {
    record Offer(UUID connection, OfferedModel model) {}
    var offers =
        jdbc.sql(
                "select connection_id, name, kinds, context_tokens, input_micros, output_micros,"
                    + " profile from connection_model order by ordinal")
            .query((row, _) -> new Offer(row.getObject(1, UUID.class), model(row)))
            .list();
    return jdbc.sql("select " + COLUMNS + " from model_connection order by name")
        .query((row, _) -> {
          var id = idOf(row);
          var own = offers.stream().filter(offer -> offer.connection().equals(id));
          return connection(row, own.map(Offer::model).toList());
        })
        .list();
  }

  Optional<Connection> find(ConnectionId id) {
    return all().stream().filter(connection -> connection.id().equals(id)).findFirst();
  }

  Optional<byte[]> sealedKey(ConnectionId id) {
    return Optional.ofNullable(keys.get().get(id));
  }

  private Map<ConnectionId, byte[]> readKeys() {
    var sealed = new HashMap<ConnectionId, byte[]>();
    RowCallbackHandler one = row -> sealed.put(new ConnectionId(idOf(row)), row.getBytes(2));
    jdbc.sql("select id, sealed_key from model_connection where sealed_key is not null").query(one);
    return sealed;
  }

  private void changed() {
    connections.changed();
    keys.changed();
    dependents.forEach(Runnable::run);
  }

  /** Tells of each change, in its transaction. */
  void onChange(Runnable dependent) {
    dependents.add(dependent);
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException if the name is taken
   */
  void insert(Connection connection) {
    jdbc.sql(
            """
            insert into model_connection (id, name, kind, base_url, boundary, region, owner,
              headers, max_concurrent, created_at, updated_at)
            values (:id, :name, :kind, :baseUrl, :boundary, :region, 'deployment', :headers,
              :maxConcurrent, :at, :at)
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

  void setKey(ConnectionId id, byte @Nullable [] sealed, @Nullable String last4) {
    jdbc.sql("update model_connection set sealed_key = ?, key_last4 = ? where id = ?")
        .params(Arrays.asList(sealed, last4, id.value()))
        .update();
    changed();
  }

  List<byte[]> sealed() {
    return List.copyOf(keys.get().values());
  }

  /** To be called in a transaction. */
  void replaceEachSealed(UnaryOperator<byte[]> anew) {
    keys.changed();
    keys.get()
        .forEach((id, sealed) -> {
          var other = anew.apply(sealed);
          if (!Arrays.equals(sealed, other)) {
            jdbc.sql("update model_connection set sealed_key = ? where id = ?")
                .params(other, id.value())
                .update();
          }
        });
    keys.changed();
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
    values.put("at", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)));
    return values;
  }

  private static UUID idOf(ResultSet row) throws SQLException {
    return row.getObject("id", UUID.class);
  }

  private Connection connection(ResultSet row, List<OfferedModel> models) throws SQLException {
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
