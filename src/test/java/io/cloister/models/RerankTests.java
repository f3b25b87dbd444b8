package io.cloister.models;

import static io.cloister.ScriptedEndpoint.after;
import static io.cloister.ScriptedEndpoint.json;
import static io.cloister.ScriptedEndpoint.status;
import static io.cloister.models.ModelsOnly.ADMIN;
import static io.cloister.models.ModelsOnly.STAFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Boundary;
import io.cloister.governance.Label;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionSetting;
import io.cloister.models.connection.OfferedModel;
import io.cloister.models.cost.Budget;
import io.cloister.models.cost.BudgetSetting;
import io.cloister.models.log.Invocation;
import io.cloister.models.route.RouterRule;
import io.cloister.models.route.Routing;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts are ranked by the models routed to it, with all that holds for any other call. */
class RerankTests {

  private static final Duration LONG = Duration.ofMinutes(1);

  // as vLLM, LiteLLM, Jina and llama.cpp answer: the best first, each with its place in the
  // question
  private static final String RANKED =
      """
      {"results":[{"index":1,"relevance_score":0.97},{"index":0,"relevance_score":-3.5}],
      "usage":{"total_tokens":31}}
      """;

  @TempDir Path folder;
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start();
  private ModelsOnly models;

  @BeforeEach
  void open() {
    models = new ModelsOnly(folder);
  }

  @AfterEach
  void close() {
    models.close();
    endpoint.close();
  }

  @Test
  void givesAScoreForEachTextInItsOrder() {
    models.route(ModelFunction.RERANK, ranker("ranks", endpoint.address(), Boundary.INSIDE));
    endpoint.script(json(RANKED));

    assertThat(models.gateway.isRouted(ModelFunction.RERANK, STAFF)).isTrue();
    assertThat(rank(Label.SECRET))
        .asInstanceOf(type(RerankReply.Ranked.class))
        .satisfies(ranked -> {
          assertThat(ranked.scores()).containsExactly(-3.5, 0.97);
          assertThat(ranked.model()).isEqualTo("ranks/jina-reranker");
          assertThat(ranked.usage().inputTokens()).isEqualTo(31);
          assertThat(ranked.usage().costMicros()).isEqualTo(31);
        });
    var seen = endpoint.seen().getFirst();
    assertThat(seen.path()).isEqualTo("/v1/rerank");
    assertThat(seen.headers()).containsEntry("Authorization", "Bearer " + ModelsOnly.KEY);
    assertThat(seen.body())
        .contains("\"query\":\"retention\"", "\"documents\":[\"A mill.\",\"Kept ten years.\"]");
    assertThat(models.log())
        .singleElement()
        .satisfies(call -> {
          assertThat(call.function()).isEqualTo(ModelFunction.RERANK);
          assertThat(call.outcome()).isEqualTo(Invocation.Outcome.COMPLETED);
          assertThat(call.estimated()).isFalse();
          assertThat(call.toString()).doesNotContain("retention", "A mill");
        });
  }

  @Test
  void readsWhatCohereTells() {
    models.route(ModelFunction.RERANK, ranker("cohere", endpoint.address(), Boundary.INSIDE));
    endpoint.script(
        json(
            """
            {"id":"r","results":[{"index":0,"relevance_score":0.2},
            {"index":1,"relevance_score":0.9}],
            "meta":{"billed_units":{"search_units":1},"tokens":{"input_tokens":12}}}
            """),
        json(
            "{\"data\":[{\"index\":1,\"relevance_score\":1},{\"index\":0,\"relevance_score\":0}]}"));

    assertThat(((RerankReply.Ranked) rank(Label.SECRET)).usage().inputTokens()).isEqualTo(12);
    var untold = (RerankReply.Ranked) rank(Label.SECRET);
    assertThat(untold.scores()).as("as Voyage answers").containsExactly(0.0, 1.0);
    assertThat(untold.usage().estimated()).isTrue();
  }

  @Test
  void asksTheNextWhereOneFailsButNeverBeyondTheBoundary() {
    try (var cloud = ScriptedEndpoint.start(json(RANKED))) {
      endpoint.script(status(500, "broken"));
      models.route(
          ModelFunction.RERANK,
          ranker("first", endpoint.address(), Boundary.INSIDE),
          ranker("cloud", cloud.address(), Boundary.PUBLIC));

      assertThat(rank(Label.CONFIDENTIAL)).isInstanceOf(RerankReply.Unavailable.class);
      assertThat(cloud.seen()).isEmpty();
      assertThat(rank(Label.PUBLIC))
          .asInstanceOf(type(RerankReply.Ranked.class))
          .satisfies(ranked -> assertThat(ranked.model()).startsWith("cloud/"));
      assertThat(models.log().getFirst().fallbackFrom()).isEqualTo("first/jina-reranker");
    }
  }

  @Test
  void saysWhichRuleForbidsIt() {
    models.route(ModelFunction.RERANK, ranker("cloud", endpoint.address(), Boundary.PUBLIC));

    assertThat(rank(Label.SECRET))
        .asInstanceOf(type(RerankReply.Blocked.class))
        .satisfies(blocked -> assertThat(blocked.rule()).contains("secret", "public"));
    assertThat(endpoint.seen()).isEmpty();
    assertThat(models.log())
        .singleElement()
        .satisfies(call -> assertThat(call.outcome()).isEqualTo(Invocation.Outcome.BLOCKED));
  }

  @Test
  void isDoneNoLongerThanItIsWaitedFor() {
    models.route(ModelFunction.RERANK, ranker("slow", endpoint.address(), Boundary.INSIDE));
    endpoint.script(after(LONG, json(RANKED)));

    for (int i = 0; i < 6; i++) {
      assertThat(rank(Label.PUBLIC, Duration.ofMillis(50)))
          .as("that somebody is in a hurry opens no breaker")
          .asInstanceOf(type(RerankReply.Unavailable.class))
          .satisfies(reply -> assertThat(reply.reason()).doesNotContain("left alone"));
    }
  }

  @Test
  void isNotDoneOverTheBudget() {
    models.route(ModelFunction.RERANK, ranker("ranks", endpoint.address(), Boundary.INSIDE));
    models.budgets.replace(
        List.of(
            new BudgetSetting(Budget.Scope.FUNCTION, "rerank", 1L, null, 0.8, Budget.Action.BLOCK)),
        ADMIN);

    assertThat(rank(Label.PUBLIC)).isInstanceOf(RerankReply.OverBudget.class);
    assertThat(endpoint.seen()).isEmpty();
  }

  @Test
  void isDoneInThisProcessWhereTheRouteSaysSo() {
    var builtin = ModelName.of("builtin/words");
    models.routes.replace(
        new Routing(
            Routing.Mode.SELF_HOSTED,
            Routing.Tier.BALANCED,
            List.of(new Routing.FunctionRoute(ModelFunction.RERANK, null, null, List.of(builtin)))),
        ADMIN);
    models.rules.replace(
        List.of(
            new RouterRule(
                "secret",
                ModelFunction.RERANK,
                Label.SECRET,
                null,
                null,
                null,
                null,
                null,
                RouterRule.Preference.LISTED,
                null,
                List.of(builtin))),
        ADMIN);

    assertThat(models.routes.get(ADMIN).routes())
        .contains(new Routing.FunctionRoute(ModelFunction.RERANK, null, null, List.of(builtin)));
    var reply =
        models.gateway.rerank(
            new RerankRequest(Label.SECRET, "ten years", List.of("A mill.", "Ten years."), LONG),
            STAFF);
    assertThat(((RerankReply.Ranked) reply).scores()).containsExactly(0.0, 2.0);
    assertThat(models.log().getFirst().route()).isEqualTo("rule: secret");
  }

  @Test
  void saysThatNothingIsWired() {
    assertThat(rank(Label.PUBLIC)).isEqualTo(new RerankReply.NoRoute());
  }

  private RerankReply rank(Label label) {
    return rank(label, LONG);
  }

  private RerankReply rank(Label label, Duration patience) {
    return models.gateway.rerank(
        new RerankRequest(label, "retention", List.of("A mill.", "Kept ten years."), patience),
        STAFF);
  }

  private Connection ranker(String name, URI address, Boundary boundary) {
    return models.connections.create(
        new ConnectionSetting(
            name,
            null,
            address.toString(),
            ModelsOnly.KEY,
            boundary,
            null,
            Map.of(),
            List.of(
                new OfferedModel("jina-reranker", List.of("rerank"), 8192, 1_000_000, 0, null))),
        ADMIN);
  }
}
