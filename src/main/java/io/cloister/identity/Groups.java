package io.cloister.identity;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The groups and who is in them. */
@Repository
public class Groups {

  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Groups(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
    this.jdbc = jdbc;
    this.events = events;
    this.clock = clock;
  }

  /** All groups by name. */
  public List<Group> all() {
    Map<UUID, Set<UserId>> members = new HashMap<>();
    RowCallbackHandler one =
        row ->
            members
                .computeIfAbsent(row.getObject(1, UUID.class), _ -> new HashSet<>())
                .add(new UserId(row.getObject(2, UUID.class)));
    jdbc.sql("select group_id, account_id from account_group_member").query(one);
    return jdbc.sql("select id, name, created_at from account_group order by name")
        .query((row, _) ->
            new Group(
                new GroupId(row.getObject(1, UUID.class)),
                row.getString(2),
                members.getOrDefault(row.getObject(1, UUID.class), Set.of()),
                row.getObject(3, OffsetDateTime.class).toInstant()))
        .list();
  }

  public Optional<Group> find(GroupId id) {
    return all().stream().filter(group -> group.id().equals(id)).findFirst();
  }

  /**
   * @throws AccountConflict if the name is taken
   */
  @Transactional
  public Group create(String name, Actor by) {
    var id = GroupId.random();
    try {
      jdbc.sql("insert into account_group (id, name, created_at) values (?, ?, ?)")
          .params(
              id.value(), valid(name), OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
          .update();
    } catch (DuplicateKeyException _) {
      throw taken(name);
    }
    events.publishEvent(
        AccountEvent.of(by, "group.created", "group", id).with("name", name.strip()));
    return find(id).orElseThrow();
  }

  /**
   * @throws AccountConflict if the name is taken
   */
  @Transactional
  public void rename(GroupId id, String name, Actor by) {
    try {
      jdbc.sql("update account_group set name = ? where id = ?")
          .params(valid(name), id.value())
          .update();
    } catch (DuplicateKeyException _) {
      throw taken(name);
    }
    events.publishEvent(
        AccountEvent.of(by, "group.changed", "group", id).with("name", name.strip()));
  }

  /** Replaces who is in the group; what it was granted holds for them at once. */
  @Transactional
  public void setMembers(GroupId id, Set<UserId> members, Actor by) {
    hold("account_group", id.value());
    jdbc.sql("delete from account_group_member where group_id = ?").param(id.value()).update();
    members.forEach(member -> add(id, member));
    events.publishEvent(
        AccountEvent.of(by, "group.changed", "group", id).with("members", members.size()));
  }

  /** Replaces the groups that a person is in. */
  @Transactional
  public void setGroupsOf(UserId person, Set<GroupId> groups, Actor by) {
    hold("account", person.value());
    jdbc.sql("delete from account_group_member where account_id = ?")
        .param(person.value())
        .update();
    groups.forEach(group -> add(group, person));
    events.publishEvent(
        AccountEvent.of(by, "user.changed", "user", person).with("groups", groups.size()));
  }

  @Transactional
  public void delete(GroupId id, Actor by) {
    jdbc.sql("delete from account_group where id = ?").param(id.value()).update();
    events.publishEvent(AccountEvent.of(by, "group.deleted", "group", id));
  }

  /** Has two who replace the same list do it one after the other. */
  private void hold(String table, UUID id) {
    jdbc.sql("select id from " + table + " where id = ? for update")
        .param(id)
        .query(UUID.class)
        .optional();
  }

  private void add(GroupId group, UserId person) {
    try {
      jdbc.sql("insert into account_group_member (group_id, account_id) values (?, ?)")
          .params(group.value(), person.value())
          .update();
    } catch (DuplicateKeyException _) {
      // from the other side, at this moment
    } catch (DataIntegrityViolationException _) {
      throw new IllegalArgumentException(
          "there is no user %s or no group %s".formatted(person, group));
    }
  }

  private static AccountConflict taken(String name) {
    return new AccountConflict(
        "name-taken",
        "There is already a group named '%s'".formatted(name.strip()),
        "Choose another name.");
  }

  private static String valid(String name) {
    var stripped = VisibleText.of(name);
    if (stripped.isEmpty() || stripped.length() > 100) {
      throw new IllegalArgumentException("a group's name has 1 to 100 characters");
    }
    return stripped;
  }
}
