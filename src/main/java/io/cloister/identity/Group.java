package io.cloister.identity;

import java.time.Instant;
import java.util.Set;

/** People who are given rights together. */
public record Group(GroupId id, String name, Set<UserId> members, Instant createdAt) {

  public Group {
    members = Set.copyOf(members);
  }
}
