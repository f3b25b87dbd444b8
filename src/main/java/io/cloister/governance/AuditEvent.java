package io.cloister.governance;

import java.util.Map;

/**
 * One thing that was done. Never holds document text, questions or secrets.
 *
 * @param action a past participle with its room, as {@code document.uploaded}
 * @param subject what it was done to, as {@code document/8f2…}; empty if nothing in particular
 * @param details small facts, as a right granted or a file's size
 */
public record AuditEvent(String action, String subject, Map<String, String> details) {

  public AuditEvent {
    details = Map.copyOf(details);
  }

  public static AuditEvent of(String action, String kind, Object id) {
    return new AuditEvent(action, kind + "/" + id, Map.of());
  }

  public AuditEvent with(String name, Object value) {
    var more = new java.util.HashMap<>(details);
    more.put(name, String.valueOf(value));
    return new AuditEvent(action, subject, more);
  }
}
