package io.cloister.api.models;

import io.cloister.identity.CurrentActor;
import io.cloister.models.cost.Budget;
import io.cloister.models.cost.BudgetSetting;
import io.cloister.models.cost.BudgetUse;
import io.cloister.models.cost.Budgets;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What may be spent a month, and what was. */
@RestController
@RequestMapping("/api/v1/models/budgets")
class BudgetsController {

  private static final double USUAL_WARNING = 0.8;

  private final Budgets budgets;
  private final CurrentActor actor;

  BudgetsController(Budgets budgets, CurrentActor actor) {
    this.budgets = budgets;
    this.actor = actor;
  }

  @GetMapping
  List<BudgetShape> list() {
    return shapes(budgets.list(actor.get()));
  }

  @PutMapping
  List<BudgetShape> replace(@RequestBody List<@NotNull @Valid BudgetShape> wanted) {
    return shapes(
        budgets.replace(wanted.stream().map(BudgetShape::toSetting).toList(), actor.get()));
  }

  private static List<BudgetShape> shapes(List<BudgetUse> uses) {
    return uses.stream().map(BudgetShape::of).toList();
  }

  /**
   * @param id of the connection, user or group, or the word of the function; null for all. A name
   *     is understood too
   * @param name what it is called; only told
   * @param usedTokens only told, as is {@code usedMicros}
   */
  record BudgetShape(
      @NotNull @Pattern(regexp = "all|connection|function|user|group") String scope,
      @Nullable String id,
      @Nullable String name,
      @Nullable @PositiveOrZero Long monthlyTokens,
      @Nullable @PositiveOrZero Long monthlyMicros,
      @Nullable @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") Double warnAt,
      @NotNull @Pattern(regexp = "warn|block|downgrade") String action,
      @Nullable Long usedTokens,
      @Nullable Long usedMicros) {

    static BudgetShape of(BudgetUse use) {
      var budget = use.budget();
      return new BudgetShape(
          budget.scope().word(),
          budget.target().isEmpty() ? null : budget.target(),
          budget.name().isEmpty() ? null : budget.name(),
          budget.monthlyTokens(),
          budget.monthlyMicros(),
          budget.warnAt(),
          budget.action().word(),
          use.usedTokens(),
          use.usedMicros());
    }

    BudgetSetting toSetting() {
      return new BudgetSetting(
          Budget.Scope.of(scope).orElseThrow(),
          id,
          monthlyTokens,
          monthlyMicros,
          warnAt == null ? USUAL_WARNING : warnAt,
          Budget.Action.of(action).orElseThrow());
    }
  }
}
