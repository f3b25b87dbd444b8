package io.cloister.models.cost;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.models.SettingRefused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What may be spent on models each month, and what was. */
@Service
public class Budgets {

  private static final int MOST = 1_000;

  private final BudgetRows rows;
  private final BudgetTargets targets;
  private final Spending spending;
  private final Usages usages;
  private final AuditTrail audit;
  private final CostProperties properties;
  private final TransactionTemplate inTransaction;

  Budgets(
      BudgetRows rows,
      BudgetTargets targets,
      Spending spending,
      Usages usages,
      AuditTrail audit,
      CostProperties properties,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.targets = targets;
    this.spending = spending;
    this.usages = usages;
    this.audit = audit;
    this.properties = properties;
    this.inTransaction = new TransactionTemplate(transactions);
  }

  /** What money is counted in. */
  public Currency currency() {
    return properties.currency();
  }

  /** All budgets with what was spent of each this month. */
  public List<BudgetUse> list(Actor actor) {
    actor.require(Role.ADMIN, "see the budgets of models");
    return spending.all().stream()
        .map(this::use)
        .sorted(
            Comparator.<BudgetUse, Budget.Scope>comparing(use -> use.budget().scope())
                .thenComparing(use -> use.budget().name()))
        .toList();
  }

  private BudgetUse use(Budget budget) {
    var spent = spending.spent(budget);
    var named =
        new Budget(
            budget.scope(),
            budget.target(),
            targets.name(budget),
            budget.monthlyTokens(),
            budget.monthlyMicros(),
            budget.warnAt(),
            budget.action());
    return new BudgetUse(named, spent.tokens(), spent.micros());
  }

  /**
   * Replaces all budgets. What was spent this month stays counted, and counts for a new budget too,
   * as far as the log of models knows.
   *
   * @throws SettingRefused if a target does not exist or has two budgets
   */
  public synchronized List<BudgetUse> replace(List<BudgetSetting> wanted, Actor actor) {
    actor.require(Role.ADMIN, "change the budgets of models");
    if (wanted.size() > MOST) {
      throw refused("there are at most %,d".formatted(MOST));
    }
    var found = wanted.stream().map(this::resolved).toList();
    var keys = new HashSet<Budget.Key>();
    for (var budget : found) {
      if (!keys.add(budget.key())) {
        throw refused("there are two for " + budget.title());
      }
    }
    var before = rows.all().stream().map(Budget::key).collect(Collectors.toSet());
    var month = spending.month();
    var opened =
        found.stream()
            .filter(budget -> !before.contains(budget.key()))
            .collect(Collectors.toMap(Budget::key, budget -> usages.spent(budget, month, targets)));
    inTransaction.executeWithoutResult(_ -> {
      rows.replace(found);
      before.stream().filter(key -> !keys.contains(key)).forEach(rows::forget);
      opened.forEach((key, spent) -> {
        rows.forget(key);
        rows.open(key, month, spent);
      });
      audit.record(
          actor,
          AuditEvent.of("budgets.changed", "models", "budgets").with("budgets", found.size()));
    });
    spending.reload();
    return list(actor);
  }

  /** Sets one budget, in place of the one that its target had. */
  public synchronized void set(BudgetSetting wanted, Actor actor) {
    actor.require(Role.ADMIN, "change the budgets of models");
    var key = resolved(wanted).key();
    var all = others(key);
    all.add(wanted);
    replace(all, actor);
  }

  public synchronized void remove(Budget.Scope scope, String target, Actor actor) {
    replace(others(new Budget.Key(scope, target)), actor);
  }

  private List<BudgetSetting> others(Budget.Key key) {
    return rows.all().stream()
        .filter(budget -> !budget.key().equals(key))
        .map(BudgetSetting::of)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private Budget resolved(BudgetSetting wanted) {
    var asked = wanted.target() == null ? "" : wanted.target().strip();
    if (wanted.monthlyTokens() == null && wanted.monthlyMicros() == null) {
      throw refused("one of them has no limit");
    }
    var target =
        targets
            .find(wanted.scope(), asked)
            .or(() -> kept(wanted.scope(), asked))
            .orElseThrow(
                () -> refused("there is no %s '%s'".formatted(wanted.scope().word(), asked)));
    return new Budget(
        wanted.scope(),
        target.id(),
        target.name(),
        wanted.monthlyTokens(),
        wanted.monthlyMicros(),
        wanted.warnAt(),
        wanted.action());
  }

  /** The target of a budget there is already stays one, though it may be gone. */
  private Optional<BudgetTargets.Target> kept(Budget.Scope scope, String asked) {
    return rows.all().stream()
        .filter(budget -> budget.key().equals(new Budget.Key(scope, asked)))
        .map(budget -> new BudgetTargets.Target(budget.target(), budget.name()))
        .findFirst();
  }

  private static SettingRefused refused(String why) {
    return new SettingRefused(
        "budgets",
        "invalid",
        "These budgets cannot be used: " + why,
        "Give each a scope (all, connection, function, user, group), its id or name, and a limit.");
  }
}
