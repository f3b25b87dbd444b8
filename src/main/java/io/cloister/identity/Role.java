package io.cloister.identity;

import java.util.Locale;

/** What an account may do at all; each role includes those before it. */
public enum Role {
  STAFF,
  EDITOR,
  ADMIN;

  /** Whether this role may do what {@code needed} may do. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** The name in the HTTP contract: {@code staff}, {@code editor}, {@code admin}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if {@code word} is no role
   */
  public static Role of(String word) {
    for (var role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    throw new IllegalArgumentException("unknown role '" + word + "'; use staff, editor or admin");
  }
}
