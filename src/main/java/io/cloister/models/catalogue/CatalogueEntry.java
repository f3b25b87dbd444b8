package io.cloister.models.catalogue;

import io.cloister.identity.Actor;
import io.cloister.identity.GroupId;
import io.cloister.models.connection.ConnectionId;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model that an administrator approved for choosing.
 *
 * @param description what it is good for, in words
 * @param quality what was measured of it, in words; null if nothing was
 * @param groups who may choose it; empty for everybody
 */
public record CatalogueEntry(
    ConnectionId connection,
    String model,
    String description,
    @Nullable String quality,
    Set<GroupId> groups) {

  public CatalogueEntry {
    groups = Set.copyOf(groups);
  }

  boolean isFor(Actor actor) {
    return groups.isEmpty() || !Collections.disjoint(groups, actor.groups());
  }
}
