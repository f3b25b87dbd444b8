package io.cloister.identity;

import java.util.Set;

/**
 * Who is acting, with what the request needs to know of them.
 *
 * @param user the account
 * @param name the sign-in name, as shown in the audit trail
 * @param role what the account may do
 * @param groups the groups it belongs to at the time of the request
 */
public record Actor(UserId user, String name, Role role, Set<GroupId> groups) {

  public Actor {
    groups = Set.copyOf(groups);
  }

  public boolean is(Role needed) {
    return role.includes(needed);
  }

  /**
   * @throws NotAllowed if the role is lower than {@code needed}
   */
  public void require(Role needed, String action) {
    if (!is(needed)) {
      throw new NotAllowed(action, "needs the role " + needed.word());
    }
  }
}
