package io.cloister.governance;

import io.cloister.identity.Actor;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Who did what and when: entries are only ever added. */
@Repository
public class AuditTrail {

  private static final String MACHINE = "cloister";

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  AuditTrail(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** Adds an entry, in the caller's transaction if there is one. */
  public void record(Actor actor, AuditEvent event) {
    add(actor.user().value(), actor.name(), event);
  }

  /** Adds an entry for what nobody signed in did: the product itself, or a failed sign-in. */
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
}
