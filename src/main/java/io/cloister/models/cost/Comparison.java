package io.cloister.models.cost;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.ModelName;
import io.cloister.models.SettingRefused;
import io.cloister.models.route.Routes;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The one model that the cost of all is compared with, as an administrator chose it. */
@Service
public class Comparison {

  private final JdbcClient jdbc;
  private final Routes routes;
  private final AuditTrail audit;

  Comparison(JdbcClient jdbc, Routes routes, AuditTrail audit) {
    this.jdbc = jdbc;
    this.routes = routes;
    this.audit = audit;
  }

  /** Empty if none was chosen, or it is not there any more. */
  public Optional<ModelName> model(Actor actor) {
    actor.require(Role.ADMIN, "see the use of models");
    return jdbc.sql(
            """
            select c.name, m.name from model_routing r
            join model_connection c on c.id = r.compared_connection
            join connection_model m on m.connection_id = c.id and m.name = r.compared_model
            """)
        .query((row, _) -> new ModelName(row.getString(1), row.getString(2)))
        .optional();
  }

  /**
   * @param model null for none
   * @throws SettingRefused if no connection has it
   */
  @Transactional
  public void choose(@Nullable ModelName model, Actor actor) {
    actor.require(Role.ADMIN, "choose what the cost of models is compared with");
    var id = model == null ? null : connection(model);
    jdbc.sql("update model_routing set compared_connection = ?, compared_model = ? where id = 1")
        .params(Arrays.<@Nullable Object>asList(id, model == null ? null : model.model()))
        .update();
    audit.record(
        actor,
        AuditEvent.of("comparison.changed", "models", "usage")
            .with("model", model == null ? "none" : model.toString()));
  }

  private UUID connection(ModelName model) {
    return routes
        .step(model)
        .orElseThrow(() ->
            new SettingRefused(
                "against",
                "invalid",
                "There is no model " + model,
                "Name it as GET /api/v1/models/connections lists it."))
        .connection()
        .id()
        .value();
  }
}
