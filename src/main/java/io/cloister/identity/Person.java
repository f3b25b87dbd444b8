package io.cloister.identity;

import java.time.Instant;
import java.util.Set;

/**
 * One account.
 *
 * @param name what they sign in with, in lower case
 * @param displayName how pages call them
 * @param hasPassword whether they can sign in with one; tokens work without
 */
public record Person(
    UserId id,
    String name,
    String displayName,
    Role role,
    Set<GroupId> groups,
    boolean disabled,
    boolean hasPassword,
    Instant createdAt) {

  public Person {
    groups = Set.copyOf(groups);
  }

  Actor actor() {
    return new Actor(id, name, role, groups);
  }
}
