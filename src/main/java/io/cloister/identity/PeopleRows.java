package io.cloister.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads accounts with their groups. */
@Component
class PeopleRows {

  private static final String COLUMNS =
      """
      select a.id, a.name, a.display_name, a.role, a.disabled_at,
             a.password_hash is not null, a.created_at
      from account a
      """;

  private final JdbcClient jdbc;

  PeopleRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Person> byId(UserId id) {
    return one("where a.id = ?", id.value());
  }

  Optional<Person> byName(String name) {
    return one("where a.name = ?", name);
  }

  /** Whose token it is, if the token is neither revoked nor expired. */
  Optional<Person> byToken(String hash, OffsetDateTime now) {
    return one(
        """
        join api_token t on t.account_id = a.id
        where t.secret_hash = ? and t.revoked_at is null
          and (t.expires_at is null or t.expires_at > ?)
        """,
        hash,
        now);
  }

  List<Person> all() {
    Map<UUID, Set<GroupId>> groups = new HashMap<>();
    RowCallbackHandler one =
        row ->
            groups
                .computeIfAbsent(row.getObject(1, UUID.class), _ -> new HashSet<>())
                .add(new GroupId(row.getObject(2, UUID.class)));
    jdbc.sql("select account_id, group_id from account_group_member").query(one);
    return jdbc.sql(COLUMNS + " order by a.name")
        .query((row, _) -> person(row, groups.getOrDefault(row.getObject(1, UUID.class), Set.of())))
        .list();
  }

  @Nullable String passwordHash(UserId id) {
    return jdbc.sql("select coalesce(password_hash, '') from account where id = ?")
        .param(id.value())
        .query(String.class)
        .optional()
        .filter(hash -> !hash.isEmpty())
        .orElse(null);
  }

  private Optional<Person> one(String where, Object... parameters) {
    return jdbc.sql(COLUMNS + where)
        .params(parameters)
        .query((row, _) -> person(row, groupsOf(row.getObject(1, UUID.class))))
        .optional();
  }

  private Set<GroupId> groupsOf(UUID account) {
    return jdbc.sql("select group_id from account_group_member where account_id = ?")
        .param(account)
        .query((row, _) -> new GroupId(row.getObject(1, UUID.class)))
        .set();
  }

  private static Person person(ResultSet row, Set<GroupId> groups) throws SQLException {
    return new Person(
        new UserId(row.getObject(1, UUID.class)),
        row.getString(2),
        row.getString(3),
        Role.of(row.getString(4)),
        groups,
        row.getObject(5) != null,
        row.getBoolean(6),
        row.getObject(7, OffsetDateTime.class).toInstant());
  }
}
