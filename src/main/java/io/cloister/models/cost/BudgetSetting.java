package io.cloister.models.cost;

import org.jspecify.annotations.Nullable;

/**
 * A budget as it is asked for.
 *
 * @param target id or name of the connection, user or group, or the word of the function; null or
 *     empty for all
 */
public record BudgetSetting(
    Budget.Scope scope,
    @Nullable String target,
    @Nullable Long monthlyTokens,
    @Nullable Long monthlyMicros,
    double warnAt,
    Budget.Action action) {

  static BudgetSetting of(Budget budget) {
    return new BudgetSetting(
        budget.scope(),
        budget.target(),
        budget.monthlyTokens(),
        budget.monthlyMicros(),
        budget.warnAt(),
        budget.action());
  }
}
