package io.cloister.models.shadow;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.ScriptedEndpoint.hang;
import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.ModelsOnly.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.identity.NotAllowed;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelReply.Completed;
import io.cloister.models.ModelsOnly;
import io.cloister.models.SettingRefused;
import io.cloister.models.agent.Agents;
import io.cloister.models.connection.Connection;
import io.cloister.models.cost.Budget.Action;
import io.cloister.models.cost.Budget.Scope;
import io.cloister.models.cost.BudgetSetting;
import io.cloister.models.log.Invocation;
import io.cloister.models.log.Invocation.Outcome;
import io.cloister.models.route.Routing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is promised of models that are asked unseen. */
class ShadowTests {

  @TempDir Path folder;
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start(chat("Hello."));
  private final ScriptedEndpoint unseen = ScriptedEndpoint.start(chat("Good day."));
  private ModelsOnly models;
  private Connection second;

  @BeforeEach
  void connect() {
    models = new ModelsOnly(folder);
    models.route(models.connect("first", endpoint.address(), Boundary.INSIDE));
    second = models.connect("second", unseen.address(), Boundary.PRIVATE);
  }

  @AfterEach
  void close() {
    models.close();
    endpoint.close();
    unseen.close();
  }

  @Test
  void asksTheSameAfterEveryCallAndComparesBoth() {
    shadow(100);

    assertThat(answer(Label.INTERNAL)).isEqualTo("Hello.");

    var call = shadowCalls(1).getFirst();
    assertThat(call.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(call.model()).isEqualTo("scripted");
    assertThat(call.userName()).isEqualTo("staff");
    assertThat(unseen.seen())
        .singleElement()
        .satisfies(seen -> assertThat(seen.body()).contains("Say hello.", "Be brief."));
    assertThat(models.shadows.compared(models.shadows.list(ADMIN).getFirst(), ADMIN))
        .satisfiesExactly(
            seen -> {
              assertThat(seen.model()).hasToString("first/scripted");
              assertThat(seen.shadow()).isFalse();
            },
            shadow -> {
              assertThat(shadow.model()).hasToString("second/scripted");
              assertThat(shadow.shadow()).isTrue();
              assertThat(shadow.calls()).isEqualTo(1);
              assertThat(shadow.failed()).isZero();
              assertThat(shadow.medianMillis()).isNotNull();
              assertThat(shadow.tokens()).isEqualTo(18);
              assertThat(shadow.costMicros()).isEqualTo(25);
            });
  }

  @Test
  void asksNoneAtAShareOfNothing() {
    shadow(0);
    answer(Label.INTERNAL);
    answer(Label.INTERNAL);

    shadow(100);
    answer(Label.INTERNAL);

    shadowCalls(1); // they are asked in their order: those of before would have been first
    assertThat(unseen.seen()).hasSize(1);
  }

  @Test
  void sendsNothingFurtherThanItsLabelMay() {
    shadow(100);

    assertThat(answer(Label.SECRET)).isEqualTo("Hello.");

    assertThat(shadowCalls(1).getFirst().outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(unseen.seen()).isEmpty();
  }

  @Test
  void sendsNothingOutsideInSelfHostedMode() {
    shadow(100);
    var routing = models.routes.get(ADMIN);
    models.routes.replace(
        new Routing(Routing.Mode.SELF_HOSTED, routing.tier(), routing.routes()), ADMIN);

    answer(Label.PUBLIC);

    assertThat(shadowCalls(1).getFirst().outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(unseen.seen()).isEmpty();
    models.shadows.replace(List.of(), ADMIN);
    assertThatExceptionOfType(SettingRefused.class).isThrownBy(() -> shadow(100));
  }

  @Test
  void isNotAskedWhenItsBudgetIsSpent() {
    shadow(100);
    models.budgets.set(
        new BudgetSetting(Scope.CONNECTION, "second", 1L, null, 0.8, Action.DOWNGRADE), ADMIN);

    assertThat(answer(Label.INTERNAL)).isEqualTo("Hello.");

    assertThat(shadowCalls(1).getFirst().outcome()).isEqualTo(Outcome.OVER_BUDGET);
    assertThat(unseen.seen()).isEmpty();
    assertThat(endpoint.seen()).as("no other model steps in for it").hasSize(1);
  }

  @Test
  void takesFromTheBudgetOfWhoeverAsked() {
    shadow(100);
    models.budgets.set(
        new BudgetSetting(Scope.ALL, null, 1_000_000L, null, 0.8, Action.BLOCK), ADMIN);

    answer(Label.INTERNAL);

    shadowCalls(1);
    await()
        .untilAsserted(
            () -> assertThat(models.budgets.list(ADMIN).getFirst().usedTokens()).isEqualTo(36));
  }

  @Test
  void nobodyWaitsForOneThatHangs() {
    unseen.script(hang());
    shadow(100);

    for (int i = 0; i < 40; i++) {
      long start = System.nanoTime();
      assertThat(answer(Label.INTERNAL)).isEqualTo("Hello.");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    assertThat(models.shadows.skipped(ADMIN)).as("more than may wait").isPositive();
    assertThat(endpoint.seen()).hasSize(40);
  }

  @Test
  void oneThatFailsIsCountedAndNotFelt() {
    unseen.script(error(400, "no"));
    shadow(100);

    assertThat(answer(Label.INTERNAL)).isEqualTo("Hello.");

    assertThat(shadowCalls(1).getFirst().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(models.shadows.compared(models.shadows.list(ADMIN).getFirst(), ADMIN).getLast())
        .satisfies(shadow -> {
          assertThat(shadow.failed()).isEqualTo(1);
          assertThat(shadow.medianMillis()).isNull();
        });
    assertThat(answer(Label.INTERNAL)).isEqualTo("Hello.");
  }

  @Test
  void isNotAskedForAnAgentThatIsSwitchedOff() {
    shadow(100);
    models.agents.turn(Agents.Agent.ANSWERING, false, ADMIN);
    assertThat(models.gateway.complete(request(Label.INTERNAL), STAFF))
        .isInstanceOf(ModelReply.NoRoute.class);
    models.agents.turn(Agents.Agent.ANSWERING, true, ADMIN);

    answer(Label.INTERNAL);

    shadowCalls(1);
    assertThat(unseen.seen()).hasSize(1);
  }

  @Test
  void isThereAfterARestartAndGoesWithItsModel() {
    shadow(25);

    var restarted = models.afterARestart(ShadowRows.class);
    assertThat(restarted.all())
        .singleElement()
        .satisfies(shadow -> {
          assertThat(shadow.model()).hasToString("second/scripted");
          assertThat(shadow.share()).isEqualTo(25);
        });

    models.connections.delete(second.id(), ADMIN);
    assertThat(models.shadows.list(ADMIN)).isEmpty();
  }

  @Test
  void keepsItsBeginningWhileTheModelStays() {
    shadow(10);
    var since = models.shadows.list(ADMIN).getFirst().since();

    shadow(20);

    assertThat(models.shadows.list(ADMIN))
        .singleElement()
        .satisfies(shadow -> {
          assertThat(shadow.since()).isEqualTo(since);
          assertThat(shadow.share()).isEqualTo(20);
        });
    models.shadows.remove(ModelFunction.ANSWER, ADMIN);
    assertThat(models.shadows.list(ADMIN)).isEmpty();
  }

  @Test
  void refusesWhatCannotBeAndWhoIsNoAdministrator() {
    refused(ModelFunction.ANSWER, "second/gone", 10);
    refused(ModelFunction.ANSWER, "second/scripted", 101);
    refused(ModelFunction.ANSWER, "second/scripted", -1);
    refused(ModelFunction.CHAT, "second/scripted", 10);
    refused(ModelFunction.EMBED, "second/scripted", 10);
    assertThatExceptionOfType(NotAllowed.class).isThrownBy(() -> models.shadows.list(STAFF));
    assertThatExceptionOfType(NotAllowed.class)
        .isThrownBy(() -> models.shadows.replace(List.of(), STAFF));
    assertThat(models.shadows.list(ADMIN)).isEmpty();
  }

  private void refused(ModelFunction function, String model, int share) {
    assertThatExceptionOfType(SettingRefused.class)
        .isThrownBy(() ->
            models.shadows.set(new Shadows.Wanted(function, ModelName.of(model), share), ADMIN));
  }

  private void shadow(int share) {
    models.shadows.set(
        new Shadows.Wanted(ModelFunction.ANSWER, ModelName.of("second/scripted"), share), ADMIN);
  }

  private String answer(Label label) {
    var reply = models.gateway.complete(request(label), STAFF);
    return reply instanceof Completed completed ? completed.text() : reply.toString();
  }

  /** The shadow calls in the log, once there are so many. */
  private List<Invocation> shadowCalls(int many) {
    return await()
        .until(
            () ->
                models.log().stream()
                    .filter(call -> "shadow · answer".equals(call.route()))
                    .toList(),
            calls -> calls.size() == many);
  }
}
