package io.cloister.models.cost;

import java.time.YearMonth;

/**
 * A budget nears its end or is spent; told once a month for each.
 *
 * @param title which budget, as {@code user ada}
 * @param spent whether it is spent, rather than near its end
 * @param action what becomes of calls then
 */
public record BudgetReached(String title, YearMonth month, boolean spent, Budget.Action action) {}
