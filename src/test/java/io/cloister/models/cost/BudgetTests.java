package io.cloister.models.cost;

import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.ModelsOnly.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.governance.AuditFilter;
import io.cloister.governance.Label;
import io.cloister.identity.Actor;
import io.cloister.identity.GroupId;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelReply.Completed;
import io.cloister.models.ModelReply.OverBudget;
import io.cloister.models.ModelsOnly;
import io.cloister.models.ScriptedModels;
import io.cloister.models.SettingRefused;
import io.cloister.models.cost.Budget.Action;
import io.cloister.models.cost.Budget.Scope;
import io.cloister.models.log.Invocation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a budget promises of the calls that go through the gateway. */
class BudgetTests extends ScriptedModels {

  // as the scripted endpoint counts them: 11 in, 7 out, for 1 and 2 micros each
  private static final long TOKENS = 18;
  private static final long MICROS = 25;

  @Test
  void countsWhatWasTaken() {
    set(budget(Scope.ALL, "", 1_000L, 1_000L, Action.BLOCK));

    ask();
    ask();

    assertThat(models.budgets.list(ADMIN))
        .singleElement()
        .satisfies(use -> {
          assertThat(use.usedTokens()).isEqualTo(2 * TOKENS);
          assertThat(use.usedMicros()).isEqualTo(2 * MICROS);
          assertThat(use.isWarning()).isFalse();
        });
  }

  @Test
  void asksNobodyOnceItIsSpentAndSaysWhichItIs() {
    for (var target :
        List.of(
            budget(Scope.ALL, "", 40L, null, Action.BLOCK),
            budget(Scope.CONNECTION, "first", null, 50L, Action.BLOCK),
            budget(Scope.FUNCTION, "answer", 40L, null, Action.BLOCK))) {
      set();
      set(target);
      int before = endpoint.seen().size();
      var replies = new ArrayList<ModelReply>();
      for (int i = 0; i < 4; i++) {
        replies.add(ask());
      }

      assertThat(replies.getLast()).isInstanceOf(OverBudget.class);
      assertThat(((OverBudget) replies.getLast()).budget())
          .isEqualTo(
              target.scope() == Scope.ALL ? "all" : target.scope().word() + " " + target.target());
      assertThat(endpoint.seen().size() - before)
          .isEqualTo(replies.stream().filter(Completed.class::isInstance).count());
      assertThat(models.log().getFirst().outcome()).isEqualTo(Invocation.Outcome.OVER_BUDGET);
      models.jdbc.sql("delete from model_usage").update();
    }
  }

  @Test
  void bindsAPersonOrAGroupAndNobodyElse() {
    var anna = person("anna", Set.of());
    var group = models.groups.create("Legal", ADMIN).id();
    var berta = person("berta", Set.of(group));
    set(
        budget(Scope.USER, "anna", 10L, null, Action.BLOCK),
        budget(Scope.GROUP, "legal", 10L, null, Action.BLOCK));

    assertThat(ask(anna)).isEqualTo(new OverBudget("user anna"));
    assertThat(ask(berta)).isEqualTo(new OverBudget("group Legal"));
    assertThat(ask(STAFF)).isInstanceOf(Completed.class);
  }

  @Test
  void onlyWarnsWhereThatIsWanted() {
    set(budget(Scope.ALL, "", 10L, null, Action.WARN));

    assertThat(ask()).isInstanceOf(Completed.class);
    assertThat(models.budgets.list(ADMIN).getFirst().isSpent()).isTrue();
  }

  @Test
  void tellsOnceAMonthThatItNearsItsEnd() throws InterruptedException {
    set(budget(Scope.ALL, "", 60L, null, Action.WARN));

    for (int i = 0; i < 6; i++) {
      ask();
    }
    models.part(Spending.class).close();

    assertThat(audited("budget.warned")).isEqualTo(1);
    assertThat(audited("budget.spent")).isEqualTo(1);
    var again = spending(Clock.systemUTC());
    reserve(again, STAFF, 1);
    again.close();
    assertThat(audited("budget.warned")).isEqualTo(1);
  }

  @Test
  void aCallThatFailedTakesNothing() {
    set(budget(Scope.ALL, "", 60L, null, Action.BLOCK));
    endpoint.script(error(401, "no"));
    for (int i = 0; i < 5; i++) {
      ask();
    }

    assertThat(models.budgets.list(ADMIN).getFirst().usedTokens()).isZero();
  }

  @Test
  void manyCallsAtOnceDoNotOverrunIt() throws Exception {
    set(budget(Scope.ALL, "", 400L, null, Action.BLOCK));
    var calls = new ArrayList<Callable<ModelReply>>();
    for (int i = 0; i < 60; i++) {
      calls.add(this::ask);
    }
    long completed = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var reply : threads.invokeAll(calls)) {
        completed += reply.get() instanceof Completed ? 1 : 0;
      }
    }

    assertThat(completed * TOKENS).isPositive().isLessThanOrEqualTo(400);
    assertThat(models.budgets.list(ADMIN).getFirst().usedTokens()).isEqualTo(completed * TOKENS);
  }

  @Test
  void aProcessThatWasKilledForgetsNothing() throws InterruptedException {
    set(budget(Scope.ALL, "", 10_000L, null, Action.BLOCK));
    ask();
    ask();

    // nothing was settled or closed: this is all that the next process finds
    var reopened = spending(Clock.systemUTC());
    long afterKill = reopened.spent(reopened.all().getFirst()).tokens();
    assertThat(afterKill).isBetween(2 * TOKENS, 2 * TOKENS + 600);

    models.part(Spending.class).close();
    var restarted = spending(Clock.systemUTC());
    assertThat(restarted.spent(restarted.all().getFirst()).tokens()).isEqualTo(2 * TOKENS);
    reopened.close();
    restarted.close();
  }

  @Test
  void eachMonthBeginsAnew() throws InterruptedException {
    set(budget(Scope.ALL, "", 100L, null, Action.BLOCK));
    var now = Instant.now();
    var thisMonth = spending(Clock.fixed(now, ZoneOffset.UTC));
    reserve(thisMonth, STAFF, 90);
    assertThat(reserve(thisMonth, STAFF, 90)).isInstanceOf(Spending.Reservation.Denied.class);

    var nextMonth = spending(Clock.fixed(now.plus(Duration.ofDays(32)), ZoneOffset.UTC));
    assertThat(reserve(nextMonth, STAFF, 90)).isInstanceOf(Spending.Reservation.Granted.class);
    thisMonth.close();
    nextMonth.close();
  }

  @Test
  void aNewBudgetCountsWhatWasSpentThisMonthAlready() {
    ask();
    var group = models.groups.create("Everybody", ADMIN).id();
    var anna = person("anna", Set.of(group));
    models.groups.setMembers(group, Set.of(anna.user()), ADMIN);
    ask(anna);

    set(
        budget(Scope.ALL, "", 1_000L, null, Action.BLOCK),
        budget(Scope.CONNECTION, "first", 1_000L, null, Action.BLOCK),
        budget(Scope.FUNCTION, "answer", 1_000L, null, Action.BLOCK),
        budget(Scope.FUNCTION, "tag", 1_000L, null, Action.BLOCK),
        budget(Scope.USER, "anna", 1_000L, null, Action.BLOCK),
        budget(Scope.GROUP, "everybody", 1_000L, null, Action.BLOCK));

    assertThat(models.budgets.list(ADMIN))
        .extracting(BudgetUse::usedTokens)
        .containsExactly(2 * TOKENS, 2 * TOKENS, 2 * TOKENS, 0L, TOKENS, TOKENS);
  }

  @Test
  void keepsWhatWasSpentWhenItsLimitChanges() {
    set(budget(Scope.ALL, "", 1_000L, null, Action.BLOCK));
    ask();
    set(budget(Scope.ALL, "", 30L, null, Action.BLOCK));

    assertThat(models.budgets.list(ADMIN).getFirst().usedTokens()).isEqualTo(TOKENS);
    assertThat(ask()).isInstanceOf(OverBudget.class);
  }

  @Test
  void refusesWhatNamesNothing() {
    for (var wrong :
        List.of(
            budget(Scope.USER, "nobody", 1L, null, Action.BLOCK),
            budget(Scope.ALL, "something", 1L, null, Action.BLOCK),
            budget(Scope.FUNCTION, "cook", 1L, null, Action.BLOCK),
            budget(Scope.ALL, "", null, null, Action.BLOCK))) {
      assertThatExceptionOfType(SettingRefused.class).isThrownBy(() -> set(wrong));
    }
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(() ->
            set(
                budget(Scope.CONNECTION, "first", 1L, null, Action.BLOCK),
                budget(Scope.CONNECTION, first.id().toString(), 2L, null, Action.WARN)));
    assertThat(models.budgets.list(ADMIN)).isEmpty();
  }

  // --- help ------------------------------------------------------------------------------------

  private Spending.Reservation reserve(Spending spending, Actor actor, int tokens) {
    var step = models.routes.choice(ModelsOnly.request(Label.PUBLIC)).steps().getFirst();
    return spending.reserve(step, ModelFunction.ANSWER, actor, tokens, 0, false);
  }

  private long audited(String action) {
    return models.audit.count(new AuditFilter(null, null, null, action, null));
  }

  private Actor person(String name, Set<GroupId> groups) {
    var id = models.people.create(name, name, Role.STAFF, null, null).id();
    return new Actor(new UserId(id.value()), name, Role.STAFF, groups);
  }

  private void set(BudgetSetting... wanted) {
    models.budgets.replace(List.of(wanted), ADMIN);
  }

  private static BudgetSetting budget(
      Scope scope, String target, @Nullable Long tokens, @Nullable Long micros, Action action) {
    return new BudgetSetting(scope, target, tokens, micros, 0.8, action);
  }

  private ModelReply ask() {
    return ask(STAFF);
  }

  private ModelReply ask(Actor actor) {
    return models.gateway.complete(request(Label.SECRET), actor);
  }

  /** The budgets as a process would know them that began at this time. */
  private Spending spending(Clock clock) {
    var rows = new BudgetRows(models.jdbc);
    return new Spending(rows, new BudgetAlerts(rows, models.audit, _ -> {}, clock), clock);
  }
}
