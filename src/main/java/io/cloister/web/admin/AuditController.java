package io.cloister.web.admin;

import io.cloister.governance.AuditFilter;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class AuditController {

  private final AuditTrail audit;
  private final CurrentActor actor;

  AuditController(AuditTrail audit, CurrentActor actor) {
    this.audit = audit;
    this.actor = actor;
  }

  /**
   * @param from a day, inclusive
   * @param to a day, inclusive
   */
  @GetMapping("/admin/audit")
  String list(
      @RequestParam(name = "actor", defaultValue = "") String name,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "0") int page,
      Model model) {
    actor.require(Role.ADMIN, "read the audit trail");
    var filter = new AuditFilter(start(from, 0), start(to, 1), orNull(name), orNull(action), null);
    int shown = Math.max(0, page);
    new Slice<>(audit.find(filter, shown, Slice.SIZE), shown, Slice.SIZE, audit.count(filter))
        .into(model);
    model.addAttribute("kinds", audit.actions());
    model.addAttribute("actor", name);
    model.addAttribute("action", action);
    model.addAttribute("from", from);
    model.addAttribute("to", to);
    return "admin/audit";
  }

  private static @Nullable Instant start(String day, int plus) {
    try {
      return day.isBlank()
          ? null
          : LocalDate.parse(day).plusDays(plus).atStartOfDay(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable String orNull(String text) {
    return text.isBlank() ? null : text.strip();
  }
}
