package io.cloister.library;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.GroupId;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The collections, and who may do what in them. */
@Repository
public class Collections {

  /** The collection that everyone may read and write, there from the start. */
  public static final String LIBRARY = "library";

  private static final String RIGHTS =
      """
      select c.id, c.name, c.label, c.created_at, a.granted
      from collection c join collection_access a on a.collection_id = c.id
      where (a.user_id = :user or a.group_id = any (:groups)
             or (a.user_id is null and a.group_id is null))
      """;

  private final JdbcClient jdbc;
  private final AuditTrail audit;
  private final Clock clock;

  Collections(JdbcClient jdbc, AuditTrail audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /** What the actor may read, read afresh from the database. */
  public AccessScope scopeOf(Actor actor) {
    return scopeOf(actor, Right.READ);
  }

  /** The collections in which the actor has at least {@code right}. */
  public AccessScope scopeOf(Actor actor, Right right) {
    return new AccessScope(
        granted(actor, "").stream()
            .filter(granted -> granted.right().includes(right))
            .map(granted -> granted.collection().id())
            .collect(java.util.stream.Collectors.toSet()));
  }

  /** What the actor may read, by name. */
  public List<Collection> readable(Actor actor) {
    return granted(actor, "order by c.name").stream().map(Granted::collection).distinct().toList();
  }

  /** The collections that the actor may add documents to, by name. */
  public List<Collection> writable(Actor actor) {
    return granted(actor, "order by c.name").stream()
        .filter(granted -> granted.right().includes(Right.WRITE))
        .map(Granted::collection)
        .distinct()
        .toList();
  }

  /** What the collections of the scope are called. */
  public java.util.Map<CollectionId, String> names(AccessScope scope) {
    var names = new java.util.HashMap<CollectionId, String>();
    jdbc.sql("select id, name from collection where id = any (?)")
        .param(scope.ids())
        .query(row -> {
          names.put(new CollectionId(row.getObject(1, UUID.class)), row.getString(2));
        });
    return names;
  }

  /** What there is to administer: everything for an administrator, else what the actor manages. */
  public List<Collection> administered(Actor actor) {
    if (actor.is(Role.ADMIN)) {
      return jdbc.sql("select id, name, label, created_at from collection order by name")
          .query((row, _) -> collection(row))
          .list();
    }
    return granted(actor, "order by c.name").stream()
        .filter(granted -> granted.right().includes(Right.MANAGE))
        .map(Granted::collection)
        .distinct()
        .toList();
  }

  /**
   * Finds by id or by name among what the actor may read, or administer.
   *
   * @throws NotFound if there is none such for this actor
   */
  public Collection find(String idOrName, Actor actor) {
    return java.util.stream.Stream.concat(readable(actor).stream(), administered(actor).stream())
        .filter(c -> c.name().equals(idOrName) || c.id().toString().equals(idOrName))
        .findFirst()
        .orElseThrow(() -> new NotFound("Collection", idOrName));
  }

  /**
   * Finds by id or by name among what the actor may read, if they may do {@code needed} in it.
   *
   * @throws NotFound if the actor may not even read it
   * @throws NotAllowed if the actor may read it but not that
   */
  public Collection require(String idOrName, Actor actor, Right needed) {
    var rights =
        granted(actor, "").stream()
            .filter(g ->
                g.collection().name().equals(idOrName)
                    || g.collection().id().toString().equals(idOrName))
            .toList();
    if (rights.isEmpty()) {
      throw new NotFound("Collection", idOrName);
    }
    return rights.stream()
        .filter(granted -> granted.right().includes(needed))
        .findFirst()
        .map(Granted::collection)
        .orElseThrow(() ->
            new NotAllowed(
                needed.word() + " in the collection " + rights.getFirst().collection().name(),
                "needs the right '" + needed.word() + "' in it"));
  }

  /**
   * Makes sure that the actor, who may read the document, may do {@code needed} with it.
   *
   * @throws NotAllowed if they may not
   */
  public void require(Document document, Actor actor, Right needed) {
    require(document.collection().toString(), actor, needed);
  }

  /** Makes a collection that its creator manages. */
  @Transactional
  public Collection create(String name, Label label, Actor creator) {
    var collection = insert(name, label, creator.user());
    insert(collection.id(), Access.ofUser(creator.user(), Right.MANAGE));
    audit.record(creator, AuditEvent.of("collection.created", "collection", collection.id()));
    return collection;
  }

  /** Makes the collection {@link #LIBRARY} unless it is there. */
  @Transactional
  public void createLibrary() {
    if (byName(LIBRARY).isEmpty()) {
      insert(insert(LIBRARY, Label.INTERNAL, null).id(), Access.ofEveryone(Right.WRITE));
    }
  }

  /**
   * @throws Conflict if the name is taken, or is to be taken from {@link #LIBRARY}
   */
  @Transactional
  public Collection change(CollectionId id, String name, Label label, Actor actor) {
    requireAdministers(id, actor);
    if (isLibrary(id) && !name.equals(LIBRARY)) {
      throw libraryStays();
    }
    try {
      jdbc.sql("update collection set name = ?, label = ? where id = ?")
          .params(name, label.word(), id.value())
          .update();
    } catch (DuplicateKeyException _) {
      throw taken(name);
    }
    audit.record(actor, AuditEvent.of("collection.changed", "collection", id));
    return find(id.toString(), actor);
  }

  /**
   * @throws Conflict if there are documents in it, also in the bin, or it is {@link #LIBRARY}
   */
  @Transactional
  public void delete(CollectionId id, Actor actor) {
    requireAdministers(id, actor);
    if (isLibrary(id)) {
      throw libraryStays();
    }
    int documents =
        jdbc.sql("select count(*) from document where collection_id = ?")
            .param(id.value())
            .query(Integer.class)
            .single();
    if (documents > 0) {
      throw new Conflict(
          "collection-not-empty",
          "The collection still holds %d documents".formatted(documents),
          "Move or purge them first, also those in the bin.");
    }
    jdbc.sql("delete from collection where id = ?").param(id.value()).update();
    audit.record(actor, AuditEvent.of("collection.deleted", "collection", id));
  }

  /** Who may do what in the collection, for those who administer it. */
  public List<Access> accessOf(CollectionId id) {
    return jdbc.sql(
            "select user_id, group_id, granted from collection_access where collection_id = ?")
        .param(id.value())
        .query((row, _) ->
            new Access(
                row.getObject(1, UUID.class) == null
                    ? null
                    : new UserId(row.getObject(1, UUID.class)),
                row.getObject(2, UUID.class) == null
                    ? null
                    : new GroupId(row.getObject(2, UUID.class)),
                Right.of(row.getString(3))))
        .list();
  }

  /**
   * Replaces who may do what. What is granted and what is withdrawn by it is audited, also what an
   * administrator grants to themselves.
   */
  @Transactional
  public void setAccess(CollectionId id, List<Access> access, Actor actor) {
    requireAdministers(id, actor);
    var before = accessOf(id);
    jdbc.sql("delete from collection_access where collection_id = ?").param(id.value()).update();
    access.stream().distinct().forEach(one -> insert(id, one));
    record("collection.granted", id, access, before, actor);
    record("collection.revoked", id, before, access, actor);
  }

  private void record(
      String action, CollectionId id, List<Access> all, List<Access> but, Actor actor) {
    all.stream()
        .distinct()
        .filter(one -> !but.contains(one))
        .forEach(one ->
            audit.record(
                actor,
                AuditEvent.of(action, "collection", id)
                    .with("right", one.right().word())
                    .with("to", subject(one))));
  }

  private static String subject(Access access) {
    if (access.user() != null) {
      return "user/" + access.user();
    }
    return access.group() != null ? "group/" + access.group() : "everyone";
  }

  private void requireAdministers(CollectionId id, Actor actor) {
    if (administered(actor).stream().noneMatch(c -> c.id().equals(id))) {
      require(id.toString(), actor, Right.MANAGE);
    }
  }

  private boolean isLibrary(CollectionId id) {
    return byName(LIBRARY).filter(library -> library.id().equals(id)).isPresent();
  }

  private static Conflict libraryStays() {
    return new Conflict(
        "library-stays",
        "The collection 'library' takes what comes without a collection, so it keeps its name",
        "Make another collection, and move documents there.");
  }

  private Optional<Collection> byName(String name) {
    return jdbc.sql("select id, name, label, created_at from collection where name = ?")
        .param(name)
        .query((row, _) -> collection(row))
        .optional();
  }

  private Collection insert(String name, Label label, @Nullable UserId creator) {
    var collection = new Collection(CollectionId.random(), name, label, clock.instant());
    try {
      jdbc.sql(
              "insert into collection (id, name, label, created_at, created_by)"
                  + " values (?, ?, ?, ?, ?)")
          .params(
              java.util.Arrays.asList(
                  collection.id().value(),
                  name,
                  label.word(),
                  OffsetDateTime.ofInstant(collection.createdAt(), ZoneOffset.UTC),
                  creator == null ? null : creator.value()))
          .update();
    } catch (DuplicateKeyException _) {
      throw taken(name);
    }
    return collection;
  }

  private static Conflict taken(String name) {
    return new Conflict(
        "collection-exists",
        "There is already a collection named '%s'".formatted(name),
        "Choose another name.");
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

  private List<Granted> granted(Actor actor, String order) {
    return jdbc.sql(RIGHTS + order)
        .param("user", actor.user().value())
        .param("groups", actor.groups().stream().map(GroupId::value).toArray(UUID[]::new))
        .query((row, _) -> new Granted(collection(row), Right.of(row.getString(5))))
        .list();
  }

  private static Collection collection(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Collection(
        new CollectionId(row.getObject(1, UUID.class)),
        row.getString(2),
        Label.of(row.getString(3)),
        row.getObject(4, OffsetDateTime.class).toInstant());
  }

  private record Granted(Collection collection, Right right) {}
}
