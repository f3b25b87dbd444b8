package io.cloister.web.models;

import io.cloister.models.cost.Budget;
import io.cloister.models.cost.BudgetSetting;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A budget as it is entered.
 *
 * @param target scope and id, as {@code user:8f2…}
 * @param money in the currency, not in its millionths
 * @param warnAt in percent
 */
record BudgetForm(
    @Nullable String target,
    @Nullable String tokens,
    @Nullable String money,
    @Nullable String warnAt,
    @Nullable String action) {

  static final BudgetForm EMPTY = new BudgetForm(null, null, null, null, null);

  /** Empty if it does not say a budget. */
  Optional<BudgetSetting> setting() {
    try {
      var parts = text(target).split(":", 2);
      var scope = Budget.Scope.of(parts[0]);
      var wanted = Budget.Action.of(text(action));
      long percent = text(warnAt).isEmpty() ? 80 : Long.parseLong(text(warnAt));
      Long mostTokens = text(tokens).isEmpty() ? null : Long.valueOf(text(tokens));
      Long micros = text(money).isEmpty() ? null : Money.micros(text(money)).orElseThrow();
      boolean isRight =
          percent >= 1
              && percent <= 100
              && (mostTokens == null || mostTokens >= 0)
              && (mostTokens != null || micros != null);
      return isRight
          ? Optional.of(
              new BudgetSetting(
                  scope.orElseThrow(),
                  parts.length > 1 ? parts[1] : "",
                  mostTokens,
                  micros,
                  percent / 100.0,
                  wanted.orElseThrow()))
          : Optional.empty();
    } catch (NumberFormatException | NoSuchElementException e) {
      return Optional.empty();
    }
  }

  private static String text(@Nullable String entered) {
    return entered == null ? "" : entered.strip();
  }
}
