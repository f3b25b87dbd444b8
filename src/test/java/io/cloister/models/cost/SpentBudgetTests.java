package io.cloister.models.cost;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static io.cloister.models.ModelsOnly.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelName;
import io.cloister.models.ModelReply;
import io.cloister.models.ModelReply.Completed;
import io.cloister.models.ModelReply.OverBudget;
import io.cloister.models.ScriptedModels;
import io.cloister.models.connection.Connection;
import io.cloister.models.cost.Budget.Action;
import io.cloister.models.cost.Budget.Scope;
import io.cloister.models.route.Routing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is asked instead once a budget is spent. */
class SpentBudgetTests extends ScriptedModels {

  @Test
  void asksTheLowerTierOnceItIsSpent() {
    try (var cheap = ScriptedEndpoint.start(chat("Cheaply."))) {
      var economy = models.connect("cheap", cheap.address(), Boundary.INSIDE);
      routeByTier(first, economy);
      set(Scope.ALL, "", 60, Action.DOWNGRADE);

      var answeredBy = new ArrayList<String>();
      for (int i = 0; i < 5; i++) {
        answeredBy.add(((Completed) ask()).model());
      }

      assertThat(answeredBy).startsWith("first/scripted").endsWith("cheap/scripted");
      assertThat(answeredBy).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }
  }

  @Test
  void theLowerTierCrossesNoBoundary() {
    try (var cloud = ScriptedEndpoint.start(chat("Hello."))) {
      var economy = models.connect("cloud", cloud.address(), Boundary.PUBLIC);
      routeByTier(first, economy);
      set(Scope.ALL, "", 1, Action.DOWNGRADE);

      assertThat(models.gateway.complete(request(Label.SECRET), STAFF))
          .isInstanceOf(OverBudget.class);
      assertThat(cloud.seen()).isEmpty();
    }
  }

  @Test
  void whereThereIsNoLowerTierNobodyIsAsked() {
    set(Scope.ALL, "", 1, Action.DOWNGRADE);

    assertThat(ask()).isEqualTo(new OverBudget("all"));
    assertThat(endpoint.seen()).isEmpty();
  }

  @Test
  void anotherConnectionOfTheRouteIsAskedWhenOneIsSpent() {
    try (var second = ScriptedEndpoint.start(chat("Hello from the second."))) {
      models.route(first, models.connect("second", second.address(), Boundary.INSIDE));
      set(Scope.CONNECTION, "first", 1, Action.BLOCK);

      assertThat(((Completed) ask()).model()).isEqualTo("second/scripted");
    }
  }

  private void routeByTier(Connection usual, Connection economy) {
    models.routes.replace(
        new Routing(
            Routing.Mode.MANAGED,
            Routing.Tier.PERFORMANCE,
            List.of(route(null, usual), route(Routing.Tier.ECONOMY, economy))),
        ADMIN);
  }

  private static Routing.FunctionRoute route(Routing.@Nullable Tier tier, Connection connection) {
    return new Routing.FunctionRoute(
        ModelFunction.ANSWER,
        null,
        tier,
        List.of(new ModelName(connection.name(), connection.models().getFirst().name())));
  }

  private void set(Scope scope, String target, long tokens, Action action) {
    models.budgets.replace(
        List.of(new BudgetSetting(scope, target, tokens, null, 0.8, action)), ADMIN);
  }

  private ModelReply ask() {
    return models.gateway.complete(request(Label.SECRET), STAFF);
  }
}
