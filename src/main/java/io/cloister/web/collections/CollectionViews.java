package io.cloister.web.collections;

import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.library.AccessScope;
import io.cloister.library.collection.Collection;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds collections for the person who asks, with what they may do there. */
@Component
class CollectionViews {

  private final Collections collections;
  private final Documents documents;
  private final CurrentActor actor;

  CollectionViews(Collections collections, Documents documents, CurrentActor actor) {
    this.collections = collections;
    this.documents = documents;
    this.actor = actor;
  }

  Actor actor() {
    return actor.get();
  }

  /** All that this person may read or administer, by name. */
  List<CollectionView> all() {
    var me = actor.get();
    var administered = collections.administered(me);
    var rights = rights(me);
    var counts = documents.counts(collections.scopeOf(me));
    return Stream.concat(collections.readable(me).stream(), administered.stream())
        .distinct()
        .sorted(Comparator.comparing(Collection::name, String.CASE_INSENSITIVE_ORDER))
        .map(collection ->
            new CollectionView(
                collection,
                right(rights, collection),
                administered.contains(collection),
                counts.getOrDefault(collection.id(), 0L)))
        .toList();
  }

  /**
   * @throws io.cloister.library.NotFound if this person may neither read nor administer it
   */
  CollectionView find(String id) {
    var me = actor.get();
    var collection = collections.find(id, me);
    return new CollectionView(
        collection,
        right(rights(me), collection),
        collections.administered(me).contains(collection),
        documents.counts(scope(collection)).getOrDefault(collection.id(), 0L));
  }

  /** Whether this person may still read or administer it, after what was changed just now. */
  boolean canStillSee(Collection collection) {
    return all().stream().anyMatch(view -> view.collection().id().equals(collection.id()));
  }

  /** The collection alone; empty if this person may not read it. */
  AccessScope scope(Collection collection) {
    return collections.scopeOf(actor.get()).narrowedTo(java.util.Set.of(collection.id()));
  }

  private Map<Right, AccessScope> rights(Actor me) {
    return Arrays.stream(Right.values())
        .collect(Collectors.toMap(right -> right, right -> collections.scopeOf(me, right)));
  }

  private static @Nullable Right right(Map<Right, AccessScope> rights, Collection collection) {
    return rights.entrySet().stream()
        .filter(entry -> entry.getValue().covers(collection.id()))
        .map(Map.Entry::getKey)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
