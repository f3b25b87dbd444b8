package io.cloister.library.collection;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.GroupId;
import io.cloister.identity.UserId;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Collections and rights as rows. */
@Component
class CollectionRows {

  private static final String COLUMNS = "select id, name, label, created_at from collection ";

  private final JdbcClient jdbc;

  CollectionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One right that somebody has in a collection; there may be several in the same. */
  record Granted(Collection collection, Right right) {}

  /** What the actor was granted, as a person, by groups or with everyone; by name. */
  List<Granted> granted(Actor actor) {
    return jdbc.sql(
            """
            select c.id, c.name, c.label, c.created_at, a.granted
            from collection c join collection_access a on a.collection_id = c.id
            where (a.user_id = :user or a.group_id = any (:groups)
                   or (a.user_id is null and a.group_id is null))
            order by c.name
            """)
        .param("user", actor.user().value())
        .param("groups", actor.groups().stream().map(GroupId::value).toArray(UUID[]::new))
        .query((row, _) -> new Granted(collection(row), Right.of(row.getString(5))))
        .list();
  }

  /** All there are, by name. */
  List<Collection> all() {
    return jdbc.sql(COLUMNS + "order by name").query((row, _) -> collection(row)).list();
  }

  Optional<Collection> named(String name) {
    return jdbc.sql(COLUMNS + "where name = ?")
        .param(name)
        .query((row, _) -> collection(row))
        .optional();
  }

  Map<CollectionId, String> names(AccessScope scope) {
    var names = new HashMap<CollectionId, String>();
    RowCallbackHandler each =
        row -> names.put(new CollectionId(row.getObject(1, UUID.class)), row.getString(2));
    jdbc.sql("select id, name from collection where id = any (?)").param(scope.ids()).query(each);
    return names;
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException if the name is taken
   */
  void insert(Collection collection, @Nullable UserId creator) {
    jdbc.sql(
            "insert into collection (id, name, label, created_at, created_by)"
                + " values (?, ?, ?, ?, ?)")
        .params(
            Arrays.asList(
                collection.id().value(),
                collection.name(),
                collection.label().word(),
                OffsetDateTime.ofInstant(collection.createdAt(), ZoneOffset.UTC),
                creator == null ? null : creator.value()))
        .update();
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException if the name is taken
   */
  void update(CollectionId id, String name, Label label) {
    jdbc.sql("update collection set name = ?, label = ? where id = ?")
        .params(name, label.word(), id.value())
        .update();
  }

  void delete(CollectionId id) {
    jdbc.sql("delete from collection where id = ?").param(id.value()).update();
  }

  /** How many documents are in it, those in the bin too. */
  int documents(CollectionId id) {
    return jdbc.sql("select count(*) from document where collection_id = ?")
        .param(id.value())
        .query(Integer.class)
        .single();
  }

  List<Access> accessOf(CollectionId id) {
    return jdbc.sql(
            "select user_id, group_id, granted from collection_access where collection_id = ?")
        .param(id.value())
        .query((row, _) -> access(row))
        .list();
  }

  /** Keeps others from changing the collection until the caller's transaction ends. */
  void hold(CollectionId id) {
    jdbc.sql("select id from collection where id = ? for update")
        .param(id.value())
        .query(UUID.class)
        .optional();
  }

  /** Replaces who may do what in the collection. */
  void setAccess(CollectionId id, List<Access> access) {
    jdbc.sql("delete from collection_access where collection_id = ?").param(id.value()).update();
    access.stream().distinct().forEach(one -> insert(id, one));
  }

  private void insert(CollectionId collection, Access access) {
    jdbc.sql(
            """
            insert into collection_access (id, collection_id, user_id, group_id, granted)
            values (:id, :collection, :user, :group, :granted)
            """)
        .param("id", UUID.randomUUID())
        .param("collection", collection.value())
        .param("user", access.user() == null ? null : access.user().value())
        .param("group", access.group() == null ? null : access.group().value())
        .param("granted", access.right().word())
        .update();
  }

  private static Access access(ResultSet row) throws SQLException {
    var user = row.getObject(1, UUID.class);
    var group = row.getObject(2, UUID.class);
    return new Access(
        user == null ? null : new UserId(user),
        group == null ? null : new GroupId(group),
        Right.of(row.getString(3)));
  }

  private static Collection collection(ResultSet row) throws SQLException {
    return new Collection(
        new CollectionId(row.getObject(1, UUID.class)),
        row.getString(2),
        Label.of(row.getString(3)),
        row.getObject(4, OffsetDateTime.class).toInstant());
  }
}
