package io.cloister.library.collection;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Collections as they leave for another Cloister and come back from one. */
@Repository
public class WholeCollections {

  private final CollectionRows rows;
  private final AuditTrail audit;

  WholeCollections(CollectionRows rows, AuditTrail audit) {
    this.rows = rows;
    this.audit = audit;
  }

  /** Those that {@code scope} covers, by name. */
  public List<Collection> of(AccessScope scope) {
    return rows.all().stream().filter(it -> scope.covers(it.id())).toList();
  }

  /**
   * Makes there be a collection of that name, with that label and these rights. One that has the
   * name already keeps its id; a new one that nobody would manage is managed by the actor.
   *
   * @return the id that it has here
   */
  @Transactional
  public CollectionId put(Collection wanted, List<Access> access, Actor actor) {
    var there = rows.named(wanted.name());
    var id = there.map(Collection::id).orElse(wanted.id());
    var granted = new ArrayList<>(access);
    if (there.isPresent()) {
      rows.update(id, wanted.name(), wanted.label());
    } else {
      rows.insert(wanted, actor.user());
      if (access.stream().noneMatch(it -> it.right() == Right.MANAGE)) {
        granted.add(Access.ofUser(actor.user(), Right.MANAGE));
      }
    }
    if (!granted.isEmpty()) {
      rows.setAccess(id, granted);
    }
    audit.record(
        actor,
        AuditEvent.of("collection.imported", "collection", id).with("rights", granted.size()));
    return id;
  }
}
