package io.cloister.models.cost;

import io.cloister.models.ledger.Amount;

/**
 * A budget with what was spent of it this month.
 *
 * @param usedMicros millionths of the configured currency
 */
public record BudgetUse(Budget budget, long usedTokens, long usedMicros) {

  /** How much of it is spent, 1 for all of it; of its two limits the one nearer its end. */
  public double share() {
    return budget.limits().share(new Amount(usedTokens, usedMicros));
  }

  public boolean isWarning() {
    return share() >= budget.warnAt();
  }

  public boolean isSpent() {
    return share() >= 1;
  }
}
