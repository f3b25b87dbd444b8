package io.cloister.governance;

import io.cloister.identity.Actor;
import io.cloister.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Who did what and when: entries are only ever added. */
@Repository
public class AuditTrail {

  private static final String MACHINE = "cloister";
  private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  AuditTrail(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** Adds an entry, in the caller's transaction or else in one of its own. */
  @Transactional
  public void record(Actor actor, AuditEvent event) {
    add(actor.user().value(), actor.name(), event);
  }

  /** Adds an entry for what nobody signed in did: the product itself, or a failed sign-in. */
  @Transactional
  public void recordMachine(AuditEvent event) {
    add(null, MACHINE, event);
  }

  private void add(@Nullable UUID actor, String name, AuditEvent event) {
    jdbc.sql(
            """
            insert into audit_entry (at, actor_id, actor, action, subject, details)
            values (:at, :actorId, :actor, :action, :subject, :details)
            """)
        .param("at", OffsetDateTime.now(clock.withZone(ZoneOffset.UTC)))
        .param("actorId", actor)
        .param("actor", name)
        .param("action", event.action())
        .param("subject", event.subject())
        .param("details", json.writeValueAsString(event.details()))
        .update();
  }

  /** The entries that pass the filter, the newest first. For administrators: the caller checks. */
  public List<AuditEntry> find(AuditFilter filter, int page, int size) {
    return filtered(
            "select sequence, at, actor_id, actor, action, subject, details from audit_entry",
            filter,
            " order by sequence desc limit :size offset :offset")
        .param("size", size)
        .param("offset", (long) page * size)
        .query((row, _) -> entry(row))
        .list();
  }

  /** How many entries pass the filter. */
  public long count(AuditFilter filter) {
    return filtered("select count(*) from audit_entry", filter, "").query(Long.class).single();
  }

  /** The actions that occur in the trail, by name. */
  public List<String> actions() {
    return jdbc.sql("select distinct action from audit_entry order by action")
        .query(String.class)
        .list();
  }

  private JdbcClient.StatementSpec filtered(String select, AuditFilter filter, String order) {
    Map<String, Object> parameters = new HashMap<>();
    var where = new StringBuilder(" where 1 = 1");
    if (filter.from() != null) {
      where.append(" and at >= :from");
      parameters.put("from", OffsetDateTime.ofInstant(filter.from(), ZoneOffset.UTC));
    }
    if (filter.to() != null) {
      where.append(" and at < :to");
      parameters.put("to", OffsetDateTime.ofInstant(filter.to(), ZoneOffset.UTC));
    }
    if (filter.actor() != null) {
      where.append(" and actor = :actor");
      parameters.put("actor", filter.actor());
    }
    if (filter.action() != null) {
      where.append(" and substring(action, 1, :actionLength) = :action");
      parameters.put("action", filter.action());
      parameters.put("actionLength", filter.action().length());
    }
    if (filter.subject() != null) {
      where.append(" and subject = :subject");
      parameters.put("subject", filter.subject());
    }
    return jdbc.sql(select + where + order).params(parameters);
  }

  private AuditEntry entry(ResultSet row) throws SQLException {
    var user = row.getObject(3, UUID.class);
    return new AuditEntry(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        user == null ? null : new UserId(user),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        json.readValue(row.getString(7), DETAILS));
  }
}
