package io.cloister.models.route;

import io.cloister.database.Snapshot;
import io.cloister.governance.Label;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.connection.Connection;
import io.cloister.models.route.Routing.FunctionRoute;
import io.cloister.models.route.Routing.Mode;
import io.cloister.models.route.Routing.Tier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The routes as rows, one for each model of a chain. */
@Repository
class RouteRows {

  private final JdbcClient jdbc;

  RouteRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private final Snapshot<Routing> routing = new Snapshot<>(this::read);

  private record Place(ModelFunction function, @Nullable Label label, @Nullable Tier tier) {}

  private record Row(Place place, ModelName model) {}

  private record Choice(Mode mode, Tier tier) {}

  Routing get() {
    return routing.get();
  }

  /** What the routes name was renamed or is gone. */
  void changed() {
    routing.changed();
  }

  private Routing read() {
    var chains = new LinkedHashMap<Place, List<ModelName>>();
    for (var row : rows()) {
      chains.computeIfAbsent(row.place(), _ -> new ArrayList<>()).add(row.model());
    }
    var choice =
        jdbc.sql("select mode, tier from model_routing where id = 1")
            .query((row, _) ->
                new Choice(
                    Mode.of(row.getString(1)).orElseThrow(),
                    Tier.of(row.getString(2)).orElseThrow()))
            .single();
    return new Routing(
        choice.mode(),
        choice.tier(),
        chains.entrySet().stream()
            .map(chain ->
                new FunctionRoute(
                    chain.getKey().function(),
                    chain.getKey().label(),
                    chain.getKey().tier(),
                    chain.getValue()))
            .toList());
  }

  private List<Row> rows() {
    return jdbc.sql(
            """
            select r.function, r.label, r.tier, c.name, r.model
            from model_route r left join model_connection c on c.id = r.connection_id
            order by r.function, r.label, r.tier, r.ordinal
            """)
        .query((row, _) -> {
          var label = row.getString(2);
          var tier = row.getString(3);
          return new Row(
              new Place(
                  ModelFunction.of(row.getString(1)),
                  label == null ? null : Label.of(label),
                  tier == null ? null : Tier.of(tier).orElseThrow()),
              NamedRows.model(row.getString(4), row.getString(5)));
        })
        .list();
  }

  /** Every model has been found among {@code connections} before. */
  void replace(Routing routing, List<Connection> connections) {
    jdbc.sql("update model_routing set mode = ?, tier = ? where id = 1")
        .params(routing.mode().word(), routing.tier().word())
        .update();
    jdbc.sql("delete from model_route").update();
    for (var route : routing.routes()) {
      int ordinal = 0;
      for (var name : route.chain()) {
        jdbc.sql("insert into model_route values (?, ?, ?, ?, ?, ?, ?)")
            .params(
                Arrays.<@Nullable Object>asList(
                    UUID.randomUUID(),
                    route.function().word(),
                    route.label() == null ? null : route.label().word(),
                    route.tier() == null ? null : route.tier().word(),
                    ordinal++,
                    NamedRows.id(name, connections),
                    name.model()))
            .update();
      }
    }
    changed();
  }
}
