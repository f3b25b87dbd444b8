package io.cloister.identity;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The browsers that are signed in. Kept in the database, so that they outlive a restart, can be
 * listed, and end with the account. See {@code docs/adr/0012-sessions-and-tokens.md}.
 */
@Repository
public class Sessions {

  private static final Logger log = LoggerFactory.getLogger(Sessions.class);

  private final JdbcClient jdbc;
  private final People people;
  private final IdentityProperties properties;
  private final Clock clock;

  Sessions(JdbcClient jdbc, People people, IdentityProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.people = people;
    this.properties = properties;
    this.clock = clock;
  }

  /** Begins a session and tells its secret, which is new each time and kept as a hash only. */
  @Transactional
  public String begin(UserId owner, String address, @Nullable String client) {
    var secret = Secrets.random();
    var now = time(clock.instant());
    jdbc.sql(
            """
            insert into account_session
              (id, account_id, secret_hash, created_at, last_seen_at, address, client)
            values (:id, :owner, :hash, :now, :now, :address, :client)
            """)
        .param("id", UUID.randomUUID())
        .param("owner", owner.value())
        .param("hash", Secrets.hash(secret))
        .param("now", now)
        .param("address", cut(address, 64))
        .param("client", cut(client == null ? "" : client, 300))
        .update();
    jdbc.sql("delete from account_session where last_seen_at < :idle or created_at < :old")
        .param("idle", time(clock.instant().minus(properties.sessionIdle())))
        .param("old", time(clock.instant().minus(properties.sessionLongest())))
        .update();
    return secret;
  }

  /** Whose session this is; empty if it is over or the account is disabled. */
  public Optional<Actor> actor(String secret) {
    return live(secret).flatMap(session -> people.actor(session.owner()));
  }

  /** The same without using the session: it becomes idle as if nobody had asked. */
  public Optional<Actor> peek(String secret) {
    return find(secret).flatMap(session -> people.actor(session.owner()));
  }

  /** The session with this secret unless it is over; it counts as used. */
  public Optional<Session> live(String secret) {
    var now = clock.instant();
    var found = find(secret);
    found
        .filter(session -> session.lastSeenAt().isBefore(now.minusSeconds(60)))
        .ifPresent(session -> seen(session, now));
    return found;
  }

  /** On a full disk nothing is noted, and whoever only reads goes on. */
  private void seen(Session session, Instant now) {
    try {
      jdbc.sql("update account_session set last_seen_at = ? where id = ?")
          .params(time(now), session.id())
          .update();
    } catch (NonTransientDataAccessResourceException e) {
      log.debug("When a session was used is not noted: {}", e.getMessage());
    }
  }

  private Optional<Session> find(String secret) {
    var now = clock.instant();
    return jdbc.sql(
            """
            select id, account_id, created_at, last_seen_at, address, client
            from account_session
            where secret_hash = :hash and last_seen_at >= :idle and created_at >= :old
            """)
        .param("hash", Secrets.hash(secret))
        .param("idle", time(now.minus(properties.sessionIdle())))
        .param("old", time(now.minus(properties.sessionLongest())))
        .query((row, _) -> session(row))
        .optional();
  }

  /** A person's sessions that are not over, the last used first. */
  public List<Session> of(UserId owner) {
    var now = clock.instant();
    return jdbc.sql(
            """
            select id, account_id, created_at, last_seen_at, address, client
            from account_session
            where account_id = :owner and last_seen_at >= :idle and created_at >= :old
            order by last_seen_at desc
            """)
        .param("owner", owner.value())
        .param("idle", time(now.minus(properties.sessionIdle())))
        .param("old", time(now.minus(properties.sessionLongest())))
        .query((row, _) -> session(row))
        .list();
  }

  /** Ends the session with this secret, if there is one. */
  @Transactional
  public void end(String secret) {
    jdbc.sql("delete from account_session where secret_hash = ?")
        .param(Secrets.hash(secret))
        .update();
  }

  /** Ends one of the person's sessions. */
  @Transactional
  public void end(UUID id, UserId owner) {
    jdbc.sql("delete from account_session where id = ? and account_id = ?")
        .params(id, owner.value())
        .update();
  }

  private static Session session(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Session(
        row.getObject(1, UUID.class),
        new UserId(row.getObject(2, UUID.class)),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        row.getObject(4, OffsetDateTime.class).toInstant(),
        row.getString(5),
        row.getString(6));
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
