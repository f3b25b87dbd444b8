package io.cloister.ingest.bag;

import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.Group;
import io.cloister.identity.Groups;
import io.cloister.identity.People;
import io.cloister.ingest.bag.LibraryEntry.AccessEntry;
import io.cloister.ingest.bag.LibraryEntry.CollectionEntry;
import io.cloister.ingest.bag.LibraryEntry.KeepingEntry;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.collection.WholeCollections;
import io.cloister.library.keeping.Keeping;
import io.cloister.library.keeping.KeepingRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Collections with their rules and rights, on the way into a bag and out of one. A bag knows people
 * and groups by their names.
 */
@Component
class BaggedCollections {

  private final Collections collections;
  private final WholeCollections whole;
  private final Keeping keeping;
  private final People people;
  private final Groups groups;

  BaggedCollections(
      Collections collections,
      WholeCollections whole,
      Keeping keeping,
      People people,
      Groups groups) {
    this.collections = collections;
    this.whole = whole;
    this.keeping = keeping;
    this.people = people;
    this.groups = groups;
  }

  List<CollectionEntry> entries(AccessScope scope) {
    return whole.of(scope).stream().map(this::entry).toList();
  }

  private CollectionEntry entry(Collection collection) {
    var rule = keeping.of(collection.id());
    return new CollectionEntry(
        collection.id().value(),
        collection.name(),
        collection.label().word(),
        collection.createdAt(),
        new KeepingEntry(rule.keepDays(), rule.binDays(), rule.hold()),
        collections.accessOf(collection.id()).stream().flatMap(it -> named(it).stream()).toList());
  }

  /** Nobody's right is left out: whom it names is known, or has gone and has none. */
  private Optional<AccessEntry> named(Access access) {
    var right = access.right().word();
    if (access.user() != null) {
      return people.find(access.user()).map(it -> new AccessEntry(it.name(), null, right));
    }
    if (access.group() != null) {
      return groups.find(access.group()).map(it -> new AccessEntry(null, it.name(), right));
    }
    return Optional.of(new AccessEntry(null, null, right));
  }

  /**
   * What was put in.
   *
   * @param places the id here of each id in the bag
   * @param nobodys how many rights were left out, because whom they name is not known here
   */
  record Placed(Map<UUID, CollectionId> places, int nobodys) {}

  Placed put(List<CollectionEntry> entries, Actor actor) {
    var places = new HashMap<UUID, CollectionId>();
    int nobodys = 0;
    var here = groups.all().stream().collect(Collectors.toMap(Group::name, it -> it));
    for (var entry : entries) {
      var access = entry.access().stream().flatMap(it -> access(it, here).stream()).toList();
      nobodys += entry.access().size() - access.size();
      places.put(entry.id(), put(entry, access, actor));
    }
    return new Placed(places, nobodys);
  }

  private CollectionId put(CollectionEntry entry, List<Access> access, Actor actor) {
    var id =
        whole.put(
            new Collection(
                new CollectionId(entry.id()),
                entry.name(),
                Label.of(entry.label()),
                entry.createdAt()),
            access,
            actor);
    var rule = ContentCheck.rule(entry);
    if (!rule.equals(KeepingRule.NONE)) {
      keeping.set(id, rule, actor);
    }
    return id;
  }

  private Optional<Access> access(AccessEntry entry, Map<String, Group> here) {
    var right = Right.of(entry.right());
    if (entry.user() != null) {
      return people.find(entry.user()).map(it -> Access.ofUser(it.id(), right));
    }
    if (entry.group() != null) {
      return Optional.ofNullable(here.get(entry.group())).map(it -> Access.ofGroup(it.id(), right));
    }
    return Optional.of(Access.ofEveryone(right));
  }
}
