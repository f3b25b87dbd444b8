package io.cloister.identity;

import io.cloister.identity.KnownTokens.Known;
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
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** API tokens: 256 random bits each, shown once, kept as a hash. */
@Repository
public class Tokens {

  private static final Logger log = LoggerFactory.getLogger(Tokens.class);

  private static final String PREFIX = "clo_";
  private static final int SHOWN = 8;

  private static final String COLUMNS =
      """
      select t.id, t.account_id, a.name, t.name, t.shown_prefix, t.created_at, t.expires_at,
             t.last_used_at
      from api_token t join account a on a.id = t.account_id
      where t.revoked_at is null
      """;

  private final JdbcClient jdbc;
  private final PeopleRows people;
  private final KnownTokens known;
  private final IdentityProperties properties;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Tokens(
      JdbcClient jdbc,
      PeopleRows people,
      KnownTokens known,
      IdentityProperties properties,
      ApplicationEventPublisher events,
      Clock clock) {
    this.jdbc = jdbc;
    this.people = people;
    this.known = known;
    this.properties = properties;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Makes a token for {@code owner}.
   *
   * @param expiresAt null for the usual life of a token
   * @throws IllegalArgumentException if it has passed, or is further away than a token may live
   */
  @Transactional
  public Issued issue(UserId owner, String name, @Nullable Instant expiresAt, Actor by) {
    if (!VisibleText.isIn(name)) {
      throw new IllegalArgumentException("a token has a name");
    }
    var now = clock.instant();
    var end = expiresAt == null ? now.plus(properties.tokenLife()) : expiresAt;
    if (!end.isAfter(now) || end.isAfter(now.plus(properties.tokenLongest()))) {
      throw new IllegalArgumentException(
          "a token expires in the future, within %d days"
              .formatted(properties.tokenLongest().toDays()));
    }
    return keep(PREFIX + Secrets.random(), owner, name, end, by);
  }

  private Issued keep(
      String secret, UserId owner, String name, @Nullable Instant expiresAt, @Nullable Actor by) {
    var id = TokenId.random();
    jdbc.sql(
            """
            insert into api_token
              (id, account_id, name, secret_hash, shown_prefix, created_at, expires_at)
            values (:id, :owner, :name, :hash, :prefix, :now, :expires)
            """)
        .param("id", id.value())
        .param("owner", owner.value())
        .param("name", name.strip())
        .param("hash", Secrets.hash(secret))
        .param("prefix", secret.startsWith(PREFIX) ? secret.substring(0, SHOWN) : "")
        .param("now", time(clock.instant()))
        .param("expires", expiresAt == null ? null : time(expiresAt))
        .update();
    events.publishEvent(
        AccountEvent.of(by, "token.issued", "token", id).with("owner", "user/" + owner));
    return new Issued(secret, find(id).orElseThrow());
  }

  /** Makes a secret that was chosen elsewhere a token. */
  @Transactional
  void adopt(String secret, UserId owner, String name) {
    keep(secret, owner, name, null, null);
  }

  /** Whose secret this is; empty if it is nobody's, expired, revoked, or the owner disabled. */
  public Optional<Actor> actor(String secret) {
    var hash = Secrets.hash(secret);
    var now = clock.instant();
    var found = known.find(hash, () -> look(hash, now));
    return Optional.ofNullable(found).filter(token -> token.isValid(now)).map(Known::actor);
  }

  private @Nullable Known look(String hash, Instant now) {
    var owner = people.byToken(hash, time(now)).filter(person -> !person.disabled());
    owner.ifPresent(_ -> seen(hash, now));
    return owner.map(person -> new Known(person.actor(), expiry(hash))).orElse(null);
  }

  private @Nullable Instant expiry(String hash) {
    return jdbc.sql("select expires_at from api_token where secret_hash = ?")
        .param(hash)
        .query((row, _) -> Optional.ofNullable(instant(row.getObject(1, OffsetDateTime.class))))
        .optional()
        .flatMap(found -> found)
        .orElse(null);
  }

  public Optional<Token> find(TokenId id) {
    return jdbc.sql(COLUMNS + " and t.id = ?")
        .param(id.value())
        .query((r, _) -> token(r))
        .optional();
  }

  /** A person's tokens, the newest first. */
  public List<Token> of(UserId owner) {
    return jdbc.sql(COLUMNS + " and t.account_id = ? order by t.created_at desc")
        .param(owner.value())
        .query((row, _) -> token(row))
        .list();
  }

  /** Everybody's tokens, the newest first. */
  public List<Token> all() {
    return jdbc.sql(COLUMNS + " order by t.created_at desc").query((row, _) -> token(row)).list();
  }

  /** From now on the token is nobody's. */
  @Transactional
  public void revoke(TokenId id, Actor by) {
    jdbc.sql("update api_token set revoked_at = ? where id = ? and revoked_at is null")
        .params(time(clock.instant()), id.value())
        .update();
    events.publishEvent(AccountEvent.of(by, "token.revoked", "token", id));
  }

  boolean isEmpty() {
    return jdbc.sql("select count(*) from api_token").query(Integer.class).single() == 0;
  }

  /**
   * To the minute, so that a busy token does not write with every request; on a full disk nothing
   * is noted, and whoever only reads goes on.
   */
  private void seen(String hash, Instant now) {
    try {
      jdbc.sql(
              """
              update api_token set last_used_at = :now
              where secret_hash = :hash and (last_used_at is null or last_used_at < :before)
              """)
          .param("now", time(now))
          .param("hash", hash)
          .param("before", time(now.minusSeconds(60)))
          .update();
    } catch (NonTransientDataAccessResourceException e) {
      log.debug("When a token was used is not noted: {}", e.getMessage());
    }
  }

  private static Token token(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Token(
        new TokenId(row.getObject(1, UUID.class)),
        new UserId(row.getObject(2, UUID.class)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        instant(row.getObject(7, OffsetDateTime.class)),
        instant(row.getObject(8, OffsetDateTime.class)));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /** A new token with its secret, which is not to be had again. */
  public record Issued(String secret, Token token) {

    @Override
    public String toString() {
      return "Issued[" + token.id() + "]";
    }
  }
}
