package io.cloister.identity;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The accounts: who there is, what they may do at all, and whether they still may. */
@Repository
public class People {

  /** The account that the process contract makes by itself. */
  public static final String FIRST = "admin";

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{0,99}");

  private static final int LONGEST_SHOWN = 200;

  private final JdbcClient jdbc;
  private final PeopleRows rows;
  private final Passwords passwords;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  People(
      JdbcClient jdbc,
      PeopleRows rows,
      Passwords passwords,
      ApplicationEventPublisher events,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.passwords = passwords;
    this.events = events;
    this.clock = clock;
  }

  public Optional<Person> find(UserId id) {
    return rows.byId(id);
  }

  /** Finds by sign-in name, whatever its case. */
  public Optional<Person> find(String name) {
    return rows.byName(normal(name));
  }

  /** Everybody, by name, the disabled too. */
  public List<Person> all() {
    return rows.all();
  }

  /**
   * The person as an actor, with role and groups as they are now: for work that goes on after the
   * request that began it. Empty if there is no such account or it is disabled.
   */
  public Optional<Actor> actor(UserId id) {
    return rows.byId(id).filter(person -> !person.disabled()).map(Person::actor);
  }

  /**
   * @param password null for an account that signs in by token only
   * @throws AccountConflict if the name is taken
   * @throws IllegalArgumentException if name or password do not keep the rules
   */
  @Transactional
  public Person create(
      String name, String displayName, Role role, @Nullable String password, @Nullable Actor by) {
    var id = UserId.random();
    var kept = valid(name);
    var shown = shown(displayName, kept);
    try {
      jdbc.sql(
              """
              insert into account (id, name, display_name, role, password_hash, created_at)
              values (:id, :name, :displayName, :role, :hash, :now)
              """)
          .param("id", id.value())
          .param("name", kept)
          .param("displayName", shown)
          .param("role", role.word())
          .param("hash", password == null ? null : passwords.hash(password))
          .param("now", now())
          .update();
    } catch (DuplicateKeyException _) {
      throw new AccountConflict(
          "name-taken", "There is already a user named '%s'".formatted(kept), "Choose another.");
    }
    events.publishEvent(
        AccountEvent.of(by, "user.created", "user", id)
            .with("name", kept)
            .with("role", role.word()));
    return required(id);
  }

  /**
   * @throws AccountConflict if nobody would be left to administer
   * @throws IllegalArgumentException if the name to be shown is too long
   */
  @Transactional
  public Person change(UserId id, String displayName, Role role, Actor by) {
    if (role != Role.ADMIN) {
      keepAnAdministrator(id);
    }
    jdbc.sql("update account set display_name = ?, role = ? where id = ?")
        .params(shown(displayName, required(id).name()), role.word(), id.value())
        .update();
    events.publishEvent(AccountEvent.of(by, "user.changed", "user", id).with("role", role.word()));
    return required(id);
  }

  /**
   * Ends what the person may do, at once: sessions are ended, tokens are refused.
   *
   * @throws AccountConflict if nobody would be left to administer
   */
  @Transactional
  public void disable(UserId id, Actor by) {
    keepAnAdministrator(id);
    jdbc.sql("update account set disabled_at = ? where id = ? and disabled_at is null")
        .params(now(), id.value())
        .update();
    jdbc.sql("delete from account_session where account_id = ?").param(id.value()).update();
    events.publishEvent(AccountEvent.of(by, "user.disabled", "user", id));
  }

  @Transactional
  public void enable(UserId id, Actor by) {
    jdbc.sql("update account set disabled_at = null where id = ?").param(id.value()).update();
    events.publishEvent(AccountEvent.of(by, "user.enabled", "user", id));
  }

  /**
   * Sets another password and ends all sessions of the account.
   *
   * @throws IllegalArgumentException if the password is too short or too long
   */
  @Transactional
  public void setPassword(UserId id, String password, @Nullable Actor by) {
    jdbc.sql("update account set password_hash = ? where id = ?")
        .params(passwords.hash(password), id.value())
        .update();
    jdbc.sql("delete from account_session where account_id = ?").param(id.value()).update();
    events.publishEvent(AccountEvent.of(by, "user.password-set", "user", id));
  }

  /** Whether {@code password} is the person's; takes as long if there is no such person. */
  boolean matches(@Nullable Person person, String password) {
    var hash = person == null ? null : rows.passwordHash(person.id());
    return passwords.matches(password, hash);
  }

  boolean isEmpty() {
    return jdbc.sql("select count(*) from account").query(Integer.class).single() == 0;
  }

  static String normal(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  private void keepAnAdministrator(UserId without) {
    // held until the end, so that two who disable each other do not both find the other
    var others =
        jdbc
            .sql(
                """
                select id from account where role = 'admin' and disabled_at is null
                order by id for update
                """)
            .query(UUID.class)
            .list()
            .stream()
            .filter(id -> !id.equals(without.value()));
    if (others.findAny().isEmpty()) {
      throw new AccountConflict(
          "last-administrator",
          "Nobody else is an administrator",
          "Make somebody else an administrator first.");
    }
  }

  private static String valid(String name) {
    var normal = normal(name);
    if (!NAME.matcher(normal).matches()) {
      throw new IllegalArgumentException(
          "a user name has up to 100 letters, digits and . _ @ + -, and begins with a letter or"
              + " digit");
    }
    return normal;
  }

  private static String shown(String displayName, String otherwise) {
    var stripped = VisibleText.of(displayName);
    if (stripped.length() > LONGEST_SHOWN) {
      throw new IllegalArgumentException(
          "the name to be shown has at most %d characters".formatted(LONGEST_SHOWN));
    }
    return stripped.isEmpty() ? otherwise : stripped;
  }

  private Person required(UserId id) {
    return rows.byId(id).orElseThrow();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
