package io.cloister.library;

import java.util.Set;
import java.util.UUID;

/**
 * The collections an actor may read, as the database says at the time of the request. Every read of
 * documents and every search takes one; an empty one finds nothing.
 */
public record AccessScope(Set<CollectionId> collections) {

  public AccessScope {
    collections = Set.copyOf(collections);
  }

  public static AccessScope of(CollectionId... collections) {
    return new AccessScope(Set.of(collections));
  }

  public boolean covers(CollectionId collection) {
    return collections.contains(collection);
  }

  /** What both this and {@code wanted} cover; never more than this. */
  public AccessScope narrowedTo(Set<CollectionId> wanted) {
    var both = new java.util.HashSet<>(collections);
    both.retainAll(wanted);
    return new AccessScope(both);
  }

  /** For {@code = any (?)}. */
  public UUID[] ids() {
    return collections.stream().map(CollectionId::value).toArray(UUID[]::new);
  }
}
