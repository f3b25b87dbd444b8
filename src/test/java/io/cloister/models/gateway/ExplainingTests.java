package io.cloister.models.gateway;

import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.ModelsOnly;
import io.cloister.models.agent.Agents;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.cost.Budget;
import io.cloister.models.cost.BudgetSetting;
import io.cloister.models.route.Explanation;
import io.cloister.models.route.Explanation.Considered;
import io.cloister.models.route.Explanation.Verdict;
import io.cloister.models.traffic.Turns;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds a call back that the routes let through. */
class ExplainingTests {

  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/v1");

  @TempDir Path folder;
  private ModelsOnly models;
  private Connection first;

  @BeforeEach
  void connect() {
    models = new ModelsOnly(folder);
    first = models.connect("first", NOWHERE, Boundary.INSIDE);
    models.route(first, models.connect("second", NOWHERE, Boundary.INSIDE));
  }

  @AfterEach
  void close() {
    models.close();
  }

  @Test
  void explainsWhichModelWouldBeAskedAndWhyNoOther() {
    var cloud = models.connect("cloud", NOWHERE, Boundary.PUBLIC);
    var inside = models.connect("inside", NOWHERE, Boundary.INSIDE);
    models.connect("spare", NOWHERE, Boundary.INSIDE);
    models.route(cloud, inside);

    var explained =
        models.part(Explaining.class).explain(ModelFunction.ANSWER, Label.INTERNAL, ADMIN);

    assertThat(explained.chosen()).isEqualTo(new ModelName("inside", "scripted"));
    assertThat(explained.considered())
        .extracting(each -> each.model().connection(), Explanation.Considered::verdict)
        .containsExactly(
            tuple("cloud", Verdict.BLOCKED),
            tuple("inside", Verdict.CHOSEN),
            tuple("builtin", Verdict.UNSUITED),
            tuple("builtin", Verdict.UNSUITED),
            tuple("first", Verdict.NOT_ROUTED),
            tuple("second", Verdict.NOT_ROUTED),
            tuple("spare", Verdict.NOT_ROUTED));
    assertThat(
            models
                .part(Explaining.class)
                .explain(ModelFunction.EMBED, Label.SECRET, ADMIN)
                .chosen())
        .isEqualTo(new ModelName("builtin", "all-minilm-l6-v2"));
  }

  private Explanation explained() {
    return models.part(Explaining.class).explain(ModelFunction.ANSWER, Label.INTERNAL, ADMIN);
  }

  private static List<Considered> routed(Explanation explained) {
    return explained.considered().subList(0, 2);
  }

  @Test
  void asksTheNextWhereABudgetIsSpent() {
    models.budgets.replace(
        List.of(
            new BudgetSetting(
                Budget.Scope.CONNECTION, "first", 0L, null, 0.8, Budget.Action.BLOCK)),
        ADMIN);

    assertThat(explained().chosen()).isEqualTo(ModelName.of("second/scripted"));
    assertThat(routed(explained()))
        .extracting(Considered::verdict, Considered::reason)
        .containsExactly(
            tuple(Verdict.OVER_BUDGET, "the budget is spent: connection first"),
            tuple(Verdict.CHOSEN, "the first of the route that may be asked"));
  }

  @Test
  void asksNobodyForAnAgentThatIsOff() {
    models.agents.turn(Agents.Agent.ANSWERING, false, ADMIN);

    assertThat(explained().chosen()).isNull();
    assertThat(routed(explained()))
        .extracting(Considered::verdict)
        .containsOnly(Verdict.SWITCHED_OFF);
  }

  @Test
  void asksTheNextWhereAsManyWaitAsMay() {
    models.connections.change(
        first.id(),
        new ConnectionSetting(null, null, null, null, null, null, null, null).atOnce(1),
        ADMIN);
    var busy =
        models.connections.list(ADMIN).stream()
            .filter(each -> each.id().equals(first.id()))
            .findFirst()
            .orElseThrow();
    var turns = models.part(Turns.class);
    var over = new AtomicBoolean();
    var asked = turns.take(busy, STAFF.user(), Duration.ofMinutes(5), over::get, _ -> {});
    assertThat(asked).isInstanceOf(Turns.Turn.Taken.class);
    try {
      for (int i = 0; i < 2; i++) {
        Thread.ofVirtual()
            .start(() -> turns.take(busy, STAFF.user(), Duration.ofMinutes(5), over::get, _ -> {}));
      }
      await()
          .until(
              () -> Optional.of(explained().chosen()),
              Optional.of(ModelName.of("second/scripted"))::equals);
      assertThat(routed(explained()).getFirst().verdict()).isEqualTo(Verdict.QUEUE_FULL);
    } finally {
      over.set(true);
    }
  }
}
