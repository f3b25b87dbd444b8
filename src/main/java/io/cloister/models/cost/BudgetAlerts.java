package io.cloister.models.cost;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import java.time.Clock;
import java.time.YearMonth;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes down and tells once a month that a budget nears its end, and once that it is spent. */
@Component
class BudgetAlerts {

  private final BudgetRows rows;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  BudgetAlerts(BudgetRows rows, AuditTrail audit, ApplicationEventPublisher events, Clock clock) {
    this.rows = rows;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  @Transactional
  public void tell(Budget budget, YearMonth month, boolean spent) {
    boolean isNews =
        spent
            ? rows.spendOnce(budget.key(), month, clock.instant())
            : rows.warnOnce(budget.key(), month, clock.instant());
    if (isNews) {
      audit.recordMachine(
          AuditEvent.of(spent ? "budget.spent" : "budget.warned", "budget", budget.title())
              .with("month", month)
              .with("action", budget.action().word()));
      events.publishEvent(new BudgetReached(budget.title(), month, spent, budget.action()));
    }
  }
}
