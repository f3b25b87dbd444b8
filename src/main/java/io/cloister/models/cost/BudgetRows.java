package io.cloister.models.cost;

import io.cloister.models.cost.Budget.Action;
import io.cloister.models.cost.Budget.Scope;
import io.cloister.models.ledger.Amount;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The budgets and what is booked on them, as rows. */
@Repository
class BudgetRows {

  private static final String OF_MONTH = " where scope = ? and target = ? and in_month = ?";

  private final JdbcClient jdbc;

  BudgetRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Budget> all() {
    return jdbc.sql("select * from model_budget order by scope, name")
        .query((row, _) ->
            new Budget(
                Scope.of(row.getString("scope")).orElseThrow(),
                row.getString("target"),
                row.getString("name"),
                row.getObject("monthly_tokens", Long.class),
                row.getObject("monthly_micros", Long.class),
                row.getDouble("warn_at"),
                Action.of(row.getString("action")).orElseThrow()))
        .list();
  }

  void replace(List<Budget> budgets) {
    jdbc.sql("delete from model_budget").update();
    for (var budget : budgets) {
      jdbc.sql("insert into model_budget values (?, ?, ?, ?, ?, ?, ?)")
          .params(
              Arrays.asList(
                  budget.scope().word(),
                  budget.target(),
                  budget.name(),
                  budget.monthlyTokens(),
                  budget.monthlyMicros(),
                  budget.warnAt(),
                  budget.action().word()))
          .update();
    }
  }

  Optional<Amount> booked(Budget.Key key, YearMonth month) {
    return jdbc.sql("select booked_tokens, booked_micros from model_budget_month" + OF_MONTH)
        .params(of(key, month))
        .query((row, _) -> new Amount(row.getLong(1), row.getLong(2)))
        .optional();
  }

  /** In a transaction of its own: what is booked stays so, whatever becomes of the caller's. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public void raise(Budget.Key key, YearMonth month, Amount booked) {
    int raised =
        jdbc.sql(
                """
                update model_budget_month set booked_tokens = greatest(booked_tokens, ?),
                  booked_micros = greatest(booked_micros, ?)
                """
                    + OF_MONTH)
            .params(booked.tokens(), booked.micros())
            .params(of(key, month))
            .update();
    if (raised == 0) {
      open(key, month, booked);
    }
  }

  void open(Budget.Key key, YearMonth month, Amount booked) {
    jdbc.sql("insert into model_budget_month values (?, ?, ?, ?, ?, null, null)")
        .params(of(key, month))
        .params(booked.tokens(), booked.micros())
        .update();
  }

  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public void set(Budget.Key key, YearMonth month, Amount spent) {
    jdbc.sql("update model_budget_month set booked_tokens = ?, booked_micros = ?" + OF_MONTH)
        .params(spent.tokens(), spent.micros())
        .params(of(key, month))
        .update();
  }

  void forget(Budget.Key key) {
    jdbc.sql("delete from model_budget_month where scope = ? and target = ?")
        .params(key.scope().word(), key.target())
        .update();
  }

  /** Whether it has not been told before that month. */
  boolean warnOnce(Budget.Key key, YearMonth month, Instant at) {
    return once("warned_at", key, month, at);
  }

  /** Whether it has not been told before that month. */
  boolean spendOnce(Budget.Key key, YearMonth month, Instant at) {
    return once("spent_at", key, month, at);
  }

  private boolean once(String column, Budget.Key key, YearMonth month, Instant at) {
    return jdbc.sql(
                "update model_budget_month set "
                    + column
                    + " = ?"
                    + OF_MONTH
                    + " and "
                    + column
                    + " is null")
            .param(at.atOffset(ZoneOffset.UTC))
            .params(of(key, month))
            .update()
        == 1;
  }

  private static List<Object> of(Budget.Key key, YearMonth month) {
    return List.of(key.scope().word(), key.target(), month.toString());
  }
}
