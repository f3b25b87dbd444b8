package io.cloister.identity;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to an account, a group, a token or a session. Published inside the transaction
 * that did it, for the audit trail; holds no secret.
 *
 * @param by who did it; null for nobody signed in
 * @param action a past participle with its kind, as {@code user.created}
 * @param subject what it was done to, as {@code user/8f2…}
 */
public record AccountEvent(
    @Nullable Actor by, String action, String subject, Map<String, String> details) {

  public AccountEvent {
    details = Map.copyOf(details);
  }

  static AccountEvent of(@Nullable Actor by, String action, String kind, Object id) {
    return new AccountEvent(by, action, kind + "/" + id, Map.of());
  }

  AccountEvent with(String name, Object value) {
    var more = new java.util.HashMap<>(details);
    more.put(name, String.valueOf(value));
    return new AccountEvent(by, action, subject, more);
  }
}
