package io.cloister.governance;

import io.cloister.identity.AccountEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes down what happens to accounts, in the transaction in which it happens. */
@Component
class AccountAudit {

  private final AuditTrail audit;

  AccountAudit(AuditTrail audit) {
    this.audit = audit;
  }

  @EventListener
  void on(AccountEvent event) {
    var entry = new AuditEvent(event.action(), event.subject(), event.details());
    if (event.by() == null) {
      audit.recordMachine(entry);
    } else {
      audit.record(event.by(), entry);
    }
  }
}
