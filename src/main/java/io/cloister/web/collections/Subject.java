package io.cloister.web.collections;

import io.cloister.identity.GroupId;
import io.cloister.identity.UserId;
import io.cloister.library.NotFound;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Right;
import java.util.UUID;

/**
 * Whom a right is given to.
 *
 * @param key how forms name it: {@code user:<id>}, {@code group:<id>} or {@code everyone}
 * @param name how people name it; empty for everyone
 */
record Subject(String key, String name) {

  static final String EVERYONE = "everyone";

  static Subject of(UserId user, String name) {
    return new Subject("user:" + user, name);
  }

  static Subject of(GroupId group, String name) {
    return new Subject("group:" + group, name);
  }

  static String keyOf(Access access) {
    if (access.user() != null) {
      return "user:" + access.user();
    }
    return access.group() != null ? "group:" + access.group() : EVERYONE;
  }

  /**
   * @throws NotFound if {@code key} is not the form of one
   */
  static Access access(String key, Right right) {
    if (key.equals(EVERYONE)) {
      return Access.ofEveryone(right);
    }
    try {
      int colon = key.indexOf(':');
      var id = UUID.fromString(key.substring(colon + 1));
      return switch (key.substring(0, Math.max(colon, 0))) {
        case "user" -> Access.ofUser(new UserId(id), right);
        case "group" -> Access.ofGroup(new GroupId(id), right);
        default -> throw new NotFound("Person or group", key);
      };
    } catch (IllegalArgumentException _) {
      throw new NotFound("Person or group", key);
    }
  }

  /** {@code user}, {@code group} or {@code everyone}. */
  public String kind() {
    return key.contains(":") ? key.substring(0, key.indexOf(':')) : key;
  }
}
