package io.cloister.models.shadow;

import io.cloister.database.Snapshot;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.connection.ConnectionId;
import io.cloister.models.connection.ConnectionRows;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The shadows, as rows. */
@Repository
class ShadowRows {

  private final JdbcClient jdbc;
  private final Snapshot<List<Shadow>> shadows = new Snapshot<>(this::read);

  ShadowRows(JdbcClient jdbc, ConnectionRows connections) {
    this.jdbc = jdbc;
    connections.onChange(shadows::changed);
  }

  /** By function; one whose model is gone is gone with it. */
  List<Shadow> all() {
    return shadows.get();
  }

  Optional<Shadow> of(ModelFunction function) {
    return all().stream().filter(shadow -> shadow.function() == function).findFirst();
  }

  private List<Shadow> read() {
    return jdbc.sql(
            """
            select s.function, c.name, s.model, s.share, s.since
            from model_shadow s join model_connection c on c.id = s.connection_id
            order by s.function
            """)
        .query((row, _) ->
            new Shadow(
                ModelFunction.of(row.getString(1)),
                new ModelName(row.getString(2), row.getString(3)),
                row.getInt(4),
                row.getObject(5, OffsetDateTime.class).toInstant()))
        .list();
  }

  void clear() {
    jdbc.sql("delete from model_shadow").update();
    shadows.changed();
  }

  void add(Shadow shadow, ConnectionId connection) {
    jdbc.sql(
            "insert into model_shadow (function, connection_id, model, share, since)"
                + " values (?, ?, ?, ?, ?)")
        .params(
            shadow.function().word(),
            connection.value(),
            shadow.model().model(),
            shadow.share(),
            shadow.since().atOffset(ZoneOffset.UTC))
        .update();
    shadows.changed();
  }
}
