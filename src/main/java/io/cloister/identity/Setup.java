package io.cloister.identity;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The first administrator's way in: a link that works once, while nobody can sign in. Whoever can
 * read the server's log may claim the server, and nobody else.
 */
@Repository
public class Setup {

  private final JdbcClient jdbc;
  private final People people;
  private final IdentityProperties properties;
  private final Clock clock;

  Setup(JdbcClient jdbc, People people, IdentityProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.people = people;
    this.properties = properties;
    this.clock = clock;
  }

  /** Whether nobody has a password yet, so that nobody can sign in. */
  public boolean isOpen() {
    return jdbc.sql("select count(*) from account where password_hash is not null")
            .query(Integer.class)
            .single()
        == 0;
  }

  /** Makes a new link, which ends the one before; empty if there is nothing to set up. */
  @Transactional
  public Optional<Link> issue() {
    jdbc.sql("delete from setup_link").update();
    if (!isOpen()) {
      return Optional.empty();
    }
    var link = new Link(Secrets.random(), clock.instant().plus(properties.setupLink()));
    jdbc.sql("insert into setup_link (secret_hash, created_at, expires_at) values (?, ?, ?)")
        .params(Secrets.hash(link.secret()), now(), time(link.expiresAt()))
        .update();
    return Optional.of(link);
  }

  /** Whether the link would work now. */
  public boolean isValid(String secret) {
    return isOpen()
        && jdbc.sql("select count(*) from setup_link where secret_hash = ? and expires_at > ?")
                .params(Secrets.hash(secret), now())
                .query(Integer.class)
                .single()
            == 1;
  }

  /**
   * Uses the link up: makes the first administrator.
   *
   * @throws AccountConflict if the link was used, has expired or is no link
   * @throws IllegalArgumentException if name or password do not keep the rules; the link still
   *     works
   */
  @Transactional
  public Person claim(String secret, String name, String displayName, String password) {
    int used =
        jdbc.sql("delete from setup_link where secret_hash = ? and expires_at > ?")
            .params(Secrets.hash(secret), now())
            .update();
    if (used != 1 || !isOpen()) {
      throw new AccountConflict(
          "setup-link-invalid",
          "This set-up link was used, has expired, or is none",
          "Restart the server: a new link stands at the end of its log.");
    }
    // made for the first token, without a password
    var known = people.find(name).filter(person -> person.role() == Role.ADMIN);
    if (known.isEmpty()) {
      return people.create(name, displayName, Role.ADMIN, password, null);
    }
    people.setPassword(known.get().id(), password, null);
    return people.find(known.get().id()).orElseThrow();
  }

  private OffsetDateTime now() {
    return time(clock.instant());
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /**
   * @param secret what the address of the set-up page carries
   */
  public record Link(String secret, Instant expiresAt) {

    @Override
    public String toString() {
      return "Link[until " + expiresAt + "]";
    }
  }
}
