package io.cloister.models.catalogue;

import io.cloister.database.Snapshot;
import io.cloister.identity.GroupId;
import io.cloister.models.connection.ConnectionId;
import io.cloister.models.connection.ConnectionRows;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The catalogue as rows; whoever calls has checked what they may do. */
@Repository
class CatalogueRows {

  private final JdbcClient jdbc;
  private final Snapshot<List<CatalogueEntry>> entries = new Snapshot<>(this::read);

  CatalogueRows(JdbcClient jdbc, ConnectionRows connections) {
    this.jdbc = jdbc;
    connections.onChange(entries::changed);
  }

  List<CatalogueEntry> all() {
    return entries.get();
  }

  private List<CatalogueEntry> read() {
    record Allowed(UUID connection, String model, UUID group) {}
    var allowed =
        jdbc.sql("select connection_id, model, group_id from catalogue_group")
            .query((row, _) ->
                new Allowed(
                    row.getObject(1, UUID.class), row.getString(2), row.getObject(3, UUID.class)))
            .list();
    return jdbc.sql("select connection_id, model, description, quality from catalogue_entry")
        .query((row, _) -> {
          var connection = row.getObject(1, UUID.class);
          var model = row.getString(2);
          var groups = new HashSet<GroupId>();
          for (var each : allowed) {
            if (each.connection().equals(connection) && each.model().equals(model)) {
              groups.add(new GroupId(each.group()));
            }
          }
          return new CatalogueEntry(
              new ConnectionId(connection), model, row.getString(3), row.getString(4), groups);
        })
        .list();
  }

  /** To be called in a transaction. */
  void put(CatalogueEntry entry) {
    remove(entry.connection(), entry.model());
    jdbc.sql(
            "insert into catalogue_entry (connection_id, model, description, quality)"
                + " values (?, ?, ?, ?)")
        .params(
            Arrays.asList(
                entry.connection().value(), entry.model(), entry.description(), entry.quality()))
        .update();
    for (var group : Set.copyOf(entry.groups())) {
      jdbc.sql("insert into catalogue_group (connection_id, model, group_id) values (?, ?, ?)")
          .params(entry.connection().value(), entry.model(), group.value())
          .update();
    }
    entries.changed();
  }

  boolean remove(ConnectionId connection, String model) {
    int removed =
        jdbc.sql("delete from catalogue_entry where connection_id = ? and model = ?")
            .params(connection.value(), model)
            .update();
    entries.changed();
    return removed > 0;
  }
}
