package io.cloister.search;

import io.cloister.identity.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A search that a person kept.
 *
 * @param name unique among the searches of its owner
 * @param mails whether the owner is told by mail as well, where there is a letter box
 */
public record SavedSearch(
    UUID id,
    UserId owner,
    String name,
    SavedQuery query,
    Alert alert,
    boolean mails,
    Instant createdAt) {

  /** When the owner is told of a new document that matches. */
  public enum Alert {
    NONE,
    DAILY,
    AT_ONCE;

    /** The name in the HTTP contract. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Alert> of(String word) {
      return Arrays.stream(values()).filter(alert -> alert.word().equals(word)).findFirst();
    }
  }
}
