package io.cloister.library.collection;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.NotAllowed;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.identity.VisibleText;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.Conflict;
import io.cloister.library.Document;
import io.cloister.library.NotFound;
import io.cloister.library.collection.CollectionRows.Granted;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;

/** The collections, and who may do what in them. */
@Repository
public class Collections {

  /** The collection that everyone may read and write, there from the start. */
  public static final String LIBRARY = "library";

  private final CollectionRows rows;
  private final AuditTrail audit;
  private final Clock clock;

  Collections(CollectionRows rows, AuditTrail audit, Clock clock) {
    this.rows = rows;
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
        rows.granted(actor).stream()
            .filter(granted -> granted.right().includes(right))
            .map(granted -> granted.collection().id())
            .collect(Collectors.toSet()));
  }

  /** What the actor may read, by name. */
  public List<Collection> readable(Actor actor) {
    return rows.granted(actor).stream().map(Granted::collection).distinct().toList();
  }

  /** The collections that the actor may add documents to, by name. */
  public List<Collection> writable(Actor actor) {
    return rows.granted(actor).stream()
        .filter(granted -> granted.right().includes(Right.WRITE))
        .map(Granted::collection)
        .distinct()
        .toList();
  }

  /** What the collections of the scope are called. */
  public Map<CollectionId, String> names(AccessScope scope) {
    return rows.names(scope);
  }

  /** What there is to administer: everything for an administrator, else what the actor manages. */
  public List<Collection> administered(Actor actor) {
    if (actor.is(Role.ADMIN)) {
      return rows.all();
    }
    return rows.granted(actor).stream()
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
    return Stream.concat(readable(actor).stream(), administered(actor).stream())
        .filter(meantBy(idOrName))
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
    var meant = meantBy(idOrName);
    var rights =
        rows.granted(actor).stream().filter(granted -> meant.test(granted.collection())).toList();
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
    rows.setAccess(collection.id(), List.of(Access.ofUser(creator.user(), Right.MANAGE)));
    audit.record(creator, AuditEvent.of("collection.created", "collection", collection.id()));
    return collection;
  }

  /** Makes the collection {@link #LIBRARY} unless it is there. */
  @Transactional
  public void createLibrary() {
    if (rows.named(LIBRARY).isEmpty()) {
      var library = insert(LIBRARY, Label.INTERNAL, null);
      rows.setAccess(library.id(), List.of(Access.ofEveryone(Right.WRITE)));
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
      rows.update(id, named(name), label);
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
    int documents = rows.documents(id);
    if (documents > 0) {
      throw new Conflict(
          "collection-not-empty",
          "The collection still holds %d documents".formatted(documents),
          "Move or purge them first, also those in the bin.");
    }
    rows.delete(id);
    audit.record(actor, AuditEvent.of("collection.deleted", "collection", id));
  }

  /** Who may do what in the collection, for those who administer it. */
  public List<Access> accessOf(CollectionId id) {
    return rows.accessOf(id);
  }

  /**
   * Replaces who may do what. What is granted and what is withdrawn by it is audited, also what an
   * administrator grants to themselves.
   */
  @Transactional
  public void setAccess(CollectionId id, List<Access> access, Actor actor) {
    changeAccess(id, _ -> access, actor);
  }

  /**
   * The same with what is there now, which nobody changes meanwhile: a right that one withdraws is
   * not given back by another who grants one at that moment.
   */
  @Transactional
  public void changeAccess(CollectionId id, UnaryOperator<List<Access>> change, Actor actor) {
    rows.hold(id);
    requireAdministers(id, actor);
    var before = rows.accessOf(id);
    var access = change.apply(before);
    rows.setAccess(id, access);
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

  /** What has the form of an id is never taken for a name: a name could else pose as an id. */
  private static Predicate<Collection> meantBy(String idOrName) {
    return CollectionId.isForm(idOrName)
        ? collection -> collection.id().equals(CollectionId.of(idOrName))
        : collection -> collection.name().equals(idOrName);
  }

  private static String named(String name) {
    var stripped = VisibleText.of(name);
    Assert.isTrue(!stripped.isEmpty(), "a collection has a name");
    Assert.isTrue(!CollectionId.isForm(stripped), "a collection's name has not the form of an id");
    return stripped;
  }

  private void requireAdministers(CollectionId id, Actor actor) {
    if (administered(actor).stream().noneMatch(c -> c.id().equals(id))) {
      require(id.toString(), actor, Right.MANAGE);
    }
  }

  private boolean isLibrary(CollectionId id) {
    return rows.named(LIBRARY).filter(library -> library.id().equals(id)).isPresent();
  }

  private static Conflict libraryStays() {
    return new Conflict(
        "library-stays",
        "The collection 'library' takes what comes without a collection, so it keeps its name",
        "Make another collection, and move documents there.");
  }

  private Collection insert(String name, Label label, @Nullable UserId creator) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as it is read again
    var collection = new Collection(CollectionId.random(), named(name), label, now);
    try {
      rows.insert(collection, creator);
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
}
