package io.cloister.models.connection;

import io.cloister.database.Snapshot;
import io.cloister.secrets.SecretKeeper;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is sealed for a connection, by field. */
@Repository
public class SecretRows implements SecretKeeper {

  /** The field of the key. */
  static final String KEY = "key";

  /** The field of the private key of the certificate that is shown. */
  static final String CLIENT_KEY = "client-key";

  /** What the field of a header begins with. */
  static final String HEADER = "header/";

  private final JdbcClient jdbc;
  private final ConnectionRows connections;
  private final Snapshot<Map<Place, byte[]>> secrets = new Snapshot<>(this::read);

  SecretRows(JdbcClient jdbc, ConnectionRows connections) {
    this.jdbc = jdbc;
    this.connections = connections;
    connections.onChange(secrets::changed);
  }

  /** Tells of each change of a connection or its secrets, in its transaction. */
  void onChange(Runnable dependent) {
    connections.onChange(dependent);
  }

  private record Place(ConnectionId connection, String field) {}

  Optional<byte[]> find(ConnectionId id, String field) {
    return Optional.ofNullable(secrets.get().get(new Place(id, field)));
  }

  @Override
  public List<byte[]> sealed() {
    return List.copyOf(secrets.get().values());
  }

  private Map<Place, byte[]> read() {
    var sealed = new HashMap<Place, byte[]>();
    RowCallbackHandler one =
        row ->
            sealed.put(
                new Place(new ConnectionId(row.getObject(1, UUID.class)), row.getString(2)),
                row.getBytes(3));
    jdbc.sql(
            "select id, '"
                + KEY
                + "', sealed_key from model_connection where sealed_key is not null"
                + " union all select connection_id, field, sealed from connection_secret")
        .query(one);
    return sealed;
  }

  void set(ConnectionId id, String field, byte[] sealed, @Nullable String last4) {
    if (field.equals(KEY)) {
      setKey(id, sealed, last4);
      return;
    }
    jdbc.sql(
            """
            merge into connection_secret (connection_id, field, sealed, last4)
            key (connection_id, field) values (?, ?, ?, ?)
            """)
        .params(Arrays.asList(id.value(), field, sealed, last4))
        .update();
    connections.changed();
  }

  void remove(ConnectionId id, String field) {
    if (field.equals(KEY)) {
      setKey(id, null, null);
      return;
    }
    jdbc.sql("delete from connection_secret where connection_id = ? and lower(field) = lower(?)")
        .params(id.value(), field)
        .update();
    connections.changed();
  }

  private void setKey(ConnectionId id, byte @Nullable [] sealed, @Nullable String last4) {
    jdbc.sql("update model_connection set sealed_key = ?, key_last4 = ? where id = ?")
        .params(Arrays.asList(sealed, last4, id.value()))
        .update();
    connections.changed();
  }

  /** The key as well. */
  void removeAll(ConnectionId id) {
    jdbc.sql("delete from connection_secret where connection_id = ?").param(id.value()).update();
    setKey(id, null, null);
  }

  /** The keys that people have of their own for the address of this connection. */
  void removeKeysAt(ConnectionId template) {
    jdbc.sql(
            "update model_connection set sealed_key = null, key_last4 = null where template_id = ?")
        .param(template.value())
        .update();
    connections.changed();
  }

  @Override
  public void replaceEach(UnaryOperator<byte[]> anew) {
    read()
        .forEach((place, sealed) -> {
          var other = anew.apply(sealed);
          if (!Arrays.equals(sealed, other)) {
            replace(place, other);
          }
        });
    connections.changed();
  }

  private void replace(Place place, byte[] sealed) {
    var id = place.connection().value();
    if (place.field().equals(KEY)) {
      jdbc.sql("update model_connection set sealed_key = ? where id = ?")
          .params(sealed, id)
          .update();
    } else {
      jdbc.sql("update connection_secret set sealed = ? where connection_id = ? and field = ?")
          .params(sealed, id, place.field())
          .update();
    }
  }
}
