package io.cloister.api.governance;

import io.cloister.api.Listed;
import io.cloister.governance.AuditEntry;
import io.cloister.governance.AuditFilter;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AuditController {

  private final AuditTrail audit;
  private final CurrentActor actor;

  AuditController(AuditTrail audit, CurrentActor actor) {
    this.audit = audit;
    this.actor = actor;
  }

  /** The newest first. */
  @GetMapping("/api/v1/audit")
  Listed<Entry> list(
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String subject,
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    this.actor.require(Role.ADMIN, "read the audit trail");
    var filter = new AuditFilter(from, to, actor, action, subject);
    return new Listed<>(
        audit.find(filter, page, size).stream().map(Entry::of).toList(),
        page,
        size,
        audit.count(filter));
  }

  /** {@code actor.id} is null for what the product itself did. */
  record Entry(
      long sequence,
      Instant at,
      Who actor,
      String action,
      String subject,
      Map<String, String> details) {

    static Entry of(AuditEntry entry) {
      var user = entry.user();
      return new Entry(
          entry.sequence(),
          entry.at(),
          new Who(user == null ? null : user.toString(), entry.actor()),
          entry.action(),
          entry.subject(),
          entry.details());
    }
  }

  record Who(@Nullable String id, String name) {}
}
