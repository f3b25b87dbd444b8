package io.cloister.models;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.SlowMachines.PATIENCE;
import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.cost.Budget;
import io.cloister.models.cost.BudgetSetting;
import io.cloister.models.relay.RelayRequest;
import io.cloister.models.route.QuestionKind;
import io.cloister.models.route.RouterRule;
import io.cloister.models.route.Routing;
import io.cloister.models.route.Routing.FunctionRoute;
import io.cloister.models.route.Routing.Mode;
import io.cloister.models.route.Routing.Tier;
import io.cloister.models.traffic.ModelProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is set and whatever fails, no text goes further than its label may. */
class BoundaryPropertyTests {

  private static final int ROUNDS = 60;
  private static final int CALLS = 10;

  // as the house has it, written down once more
  private static final Map<Label, List<Boundary>> MAY =
      Map.of(
          Label.PUBLIC, List.of(Boundary.INSIDE, Boundary.PRIVATE, Boundary.PUBLIC),
          Label.INTERNAL, List.of(Boundary.INSIDE, Boundary.PRIVATE),
          Label.CONFIDENTIAL, List.of(Boundary.INSIDE),
          Label.SECRET, List.of(Boundary.INSIDE));

  @TempDir Path folder;
  private final Map<Boundary, List<ScriptedEndpoint>> places =
      Map.of(
          Boundary.INSIDE, List.of(ScriptedEndpoint.start(), ScriptedEndpoint.start()),
          Boundary.PRIVATE, List.of(ScriptedEndpoint.start(), ScriptedEndpoint.start()),
          Boundary.PUBLIC, List.of(ScriptedEndpoint.start(), ScriptedEndpoint.start()));

  @AfterEach
  void close() {
    places.values().forEach(each -> each.forEach(ScriptedEndpoint::close));
  }

  @Test
  void noCallEverCrosses() {
    long seed = 20_261_121;
    var chance = new Random(seed);
    var patience =
        new ModelProperties(
            PATIENCE,
            PATIENCE,
            PATIENCE,
            PATIENCE,
            0,
            Duration.ZERO,
            1_000,
            Duration.ofSeconds(1),
            Duration.ofMillis(1),
            10);
    try (var models = new ModelsOnly(folder, patience)) {
      var names = new ArrayList<ModelName>();
      places.forEach((boundary, endpoints) -> {
        for (int i = 0; i < endpoints.size(); i++) {
          var name = boundary.word() + i;
          models.connect(name, endpoints.get(i).address(), boundary);
          names.add(new ModelName(name, "scripted"));
        }
      });
      int asked = 0;
      for (int round = 0; round < ROUNDS; round++) {
        var mode = any(chance, Mode.values());
        // what is there when the mode is chosen stays, though nothing new may be chosen
        var routes = routes(chance, names);
        models.rules.replace(List.of(), ADMIN);
        models.routes.replace(new Routing(Mode.OWN, any(chance, Tier.values()), routes), ADMIN);
        models.rules.replace(rules(chance, names), ADMIN);
        models.budgets.replace(budgets(chance), ADMIN);
        models.routes.replace(new Routing(mode, any(chance, Tier.values()), routes), ADMIN);
        for (int call = 0; call < CALLS; call++) {
          var label = any(chance, Label.values());
          script(chance);
          var before = seen();
          ask(models, chance, label);
          for (var boundary : Boundary.values()) {
            int more = seen().get(boundary) - before.get(boundary);
            asked += more;
            boolean may =
                MAY.getOrDefault(label, List.of()).contains(boundary)
                    && (mode != Mode.SELF_HOSTED || boundary == Boundary.INSIDE);
            assertThat(may || more == 0)
                .as("round %d of seed %d: %s to %s, %s", round, seed, label, boundary, mode)
                .isTrue();
          }
        }
      }
      assertThat(asked).as("enough was asked to show anything").isGreaterThan(ROUNDS * CALLS / 3);
    }
  }

  private static void ask(ModelsOnly models, Random chance, Label label) {
    var request =
        new ModelRequest(ModelFunction.ANSWER, label, "", "Say hello.", 16, null, null)
            .about(chance.nextBoolean() ? "Why?" : "When?", chance.nextInt(5));
    if (chance.nextInt(4) > 0) {
      models.gateway.complete(request, STAFF);
      return;
    }
    if (label == Label.INTERNAL) { // as what programs send is labelled
      models.relay.ask(
          new RelayRequest(
              RelayRequest.Dialect.OPENAI,
              RelayRequest.Operation.CHAT,
              any(chance, Tier.values()).word(),
              new JsonMapper().createObjectNode(),
              ""),
          STAFF,
          () -> false,
          _ -> {});
    }
  }

  private void script(Random chance) {
    for (var endpoints : places.values()) {
      for (var endpoint : endpoints) {
        endpoint.script(
            switch (chance.nextInt(4)) {
              case 0 -> error(401, "no");
              case 1 -> error(400, "maximum context length is 4096 tokens");
              case 2 -> error(429, "slow down");
              default -> chat("Hello.");
            });
      }
    }
  }

  private Map<Boundary, Integer> seen() {
    var seen = new java.util.EnumMap<Boundary, Integer>(Boundary.class);
    places.forEach((boundary, endpoints) ->
        seen.put(boundary, endpoints.stream().mapToInt(each -> each.seen().size()).sum()));
    return seen;
  }

  private static List<FunctionRoute> routes(Random chance, List<ModelName> names) {
    var routes = new ArrayList<FunctionRoute>();
    var seen = new HashSet<String>();
    for (int i = 0; i < 1 + chance.nextInt(6); i++) {
      var function = chance.nextBoolean() ? ModelFunction.ANSWER : ModelFunction.CHAT;
      var label = chance.nextBoolean() ? null : any(chance, Label.values());
      var tier = chance.nextBoolean() ? null : any(chance, Tier.values());
      if (seen.add(function + " " + label + " " + tier)) {
        routes.add(new FunctionRoute(function, label, tier, chain(chance, names)));
      }
    }
    return routes;
  }

  private static List<RouterRule> rules(Random chance, List<ModelName> names) {
    var rules = new ArrayList<RouterRule>();
    for (int i = 0; i < chance.nextInt(4); i++) {
      rules.add(
          new RouterRule(
              "rule " + i,
              chance.nextBoolean() ? null : ModelFunction.ANSWER,
              chance.nextBoolean() ? null : any(chance, Label.values()),
              null,
              null,
              chance.nextBoolean() ? null : chance.nextInt(5),
              null,
              chance.nextBoolean() ? null : any(chance, QuestionKind.values()),
              any(chance, RouterRule.Preference.values()),
              null,
              chain(chance, names)));
    }
    return rules;
  }

  private static List<BudgetSetting> budgets(Random chance) {
    return chance.nextBoolean()
        ? List.of()
        : List.of(
            new BudgetSetting(
                Budget.Scope.ALL,
                null,
                (long) chance.nextInt(200_000),
                null,
                0.8,
                any(chance, Budget.Action.values())));
  }

  private static List<ModelName> chain(Random chance, List<ModelName> names) {
    var some = new ArrayList<>(names);
    Collections.shuffle(some, chance);
    return some.subList(0, 1 + chance.nextInt(4));
  }

  private static <T> T any(Random chance, T[] values) {
    return values[chance.nextInt(values.length)];
  }
}
