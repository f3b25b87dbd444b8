package io.cloister.api.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import io.cloister.governance.Label;
import io.cloister.identity.People;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelGateway;
import io.cloister.models.ModelRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Budgets, sums and the log as programs see them. */
@Running
class CostsTests {

  private static final String BUDGETS = "/api/v1/models/budgets";

  @LocalServerPort int port;
  @Autowired ModelGateway gateway;
  @Autowired People people;
  @Autowired JsonMapper json;

  @Test
  void setsBudgetsAndTellsWhatWasUsed() {
    var admin = Caller.admin(port);
    var set =
        admin.send(
            "PUT",
            BUDGETS,
            """
            [{"scope":"function","id":"video","monthlyTokens":1000,"monthlyMicros":null,
              "warnAt":0.5,"action":"downgrade"},
             {"scope":"user","id":"admin","monthlyMicros":5000000,"action":"warn"}]
            """);
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);

    var found = json.readTree(admin.get(BUDGETS).body());
    assertThat(found.isArray()).isTrue();
    assertThat(found.get(0).propertyNames())
        .containsExactlyInAnyOrder(
            "scope",
            "id",
            "name",
            "monthlyTokens",
            "monthlyMicros",
            "warnAt",
            "action",
            "usedTokens",
            "usedMicros");
    assertThat(found.get(0).get("id").asString()).isEqualTo("video");
    assertThat(found.get(0).get("warnAt").asDouble()).isEqualTo(0.5);
    assertThat(found.get(0).get("usedTokens").asLong()).isZero();
    assertThat(found.get(1).get("id").asString()).hasSize(36);
    assertThat(found.get(1).get("name").asString()).isEqualTo("admin");
    assertThat(found.get(1).get("warnAt").asDouble()).isEqualTo(0.8);

    for (var wrong :
        List.of(
            "[{\"scope\":\"all\",\"action\":\"block\"}]",
            "[{\"scope\":\"all\",\"monthlyTokens\":-1,\"action\":\"block\"}]",
            "[{\"scope\":\"all\",\"monthlyTokens\":1,\"warnAt\":2,\"action\":\"block\"}]",
            "[{\"scope\":\"moon\",\"monthlyTokens\":1,\"action\":\"block\"}]")) {
      var refused = admin.send("PUT", BUDGETS, wrong);
      assertThat(refused.statusCode()).as(wrong + refused.body()).isEqualTo(422);
    }
    assertThat(admin.send("PUT", BUDGETS, "[]").body()).isEqualTo("[]");
  }

  @Test
  void exportsSumsAndShowsACall() {
    var name = "costs-" + UUID.randomUUID().toString().substring(0, 8);
    var admin = Caller.admin(port);
    try (var endpoint = ScriptedEndpoint.start(ScriptedEndpoint.chat("Hello."))) {
      admin.post(
          "/api/v1/models/connections",
          """
          {"name":"%s","baseUrl":"%s","boundary":"inside","models":[{"name":"=scripted",
           "kinds":["chat"],"inputMicrosPerMillionTokens":1000000}]}
          """
              .formatted(name, endpoint.address()));
      route(admin, "\"" + name + "/=scripted\"");
      var actor =
          people.find(People.FIRST).flatMap(admins -> people.actor(admins.id())).orElseThrow();
      gateway.complete(
          new ModelRequest(
              ModelFunction.TRANSLATE, Label.PUBLIC, "Be brief.", "Hello?", 16, null, null),
          actor);
      route(admin, "");
    }

    var list = items(admin, "/api/v1/models/invocations?model=" + name);
    assertThat(list).hasSize(1);
    var id = list.get(0).get("id").asString();
    var one = json.readTree(admin.get("/api/v1/models/invocations/" + id).body());
    assertThat(one.get("costMicros").asLong()).isEqualTo(11);
    assertThat(one.get("text").isNull()).isTrue();
    assertThat(items(admin, "/api/v1/models/invocations?model=" + name + "&before=" + id))
        .isEmpty();

    var csv = admin.get("/api/v1/models/invocations.csv?model=" + name);
    assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
    assertThat(csv.body().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("id,at,function,connection,model,");
    assertThat(csv.body()).contains(id, ",'=scripted,").doesNotContain("Hello");

    var usage = items(admin, "/api/v1/models/usage?group=model");
    assertThat(usage).extracting(each -> each.get("key").asString()).contains(name + "/=scripted");
    var saved =
        json.readTree(admin.get("/api/v1/models/savings?against=" + name + "/%3Dscripted").body());
    assertThat(saved.get("againstMicros").asLong()).isPositive();
    assertThat(admin.get("/api/v1/models/usage?group=moon").statusCode()).isEqualTo(400);
    assertThat(admin.get("/api/v1/models/usage?from=yesterday").statusCode()).isEqualTo(400);
  }

  @Test
  void aBudgetBindsOtherProgramsToo() {
    var name = "relayed-" + UUID.randomUUID().toString().substring(0, 8);
    var admin = Caller.admin(port);
    try (var endpoint = ScriptedEndpoint.start(ScriptedEndpoint.chat("Hello."))) {
      admin.post(
          "/api/v1/models/connections",
          """
          {"name":"%s","baseUrl":"%s","boundary":"inside",
           "models":[{"name":"scripted","kinds":["chat"]}]}
          """
              .formatted(name, endpoint.address()));
      budget(admin, name, 10_000);
      var asked = ask(admin, name);
      assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
      assertThat(json.readTree(admin.get(BUDGETS).body()).get(0).get("usedTokens").asLong())
          .isEqualTo(18);

      budget(admin, name, 20);
      var refused = ask(admin, name);
      assertThat(refused.statusCode()).isGreaterThanOrEqualTo(400);
      assertThat(refused.body()).contains("connection " + name);
      assertThat(endpoint.seen()).hasSize(1);
      assertThat(items(admin, "/api/v1/models/invocations?outcome=over-budget&model=" + name))
          .hasSize(1);
    } finally {
      admin.send("PUT", BUDGETS, "[]");
    }
  }

  private static void budget(Caller admin, String connection, int tokens) {
    var set =
        admin.send(
            "PUT",
            BUDGETS,
            "[{\"scope\":\"connection\",\"id\":\"%s\",\"monthlyTokens\":%d,\"action\":\"block\"}]"
                .formatted(connection, tokens));
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
  }

  private static HttpResponse<String> ask(Caller admin, String connection) {
    return admin.post(
        "/v1/chat/completions",
        """
        {"model":"%s/scripted","max_tokens":50,"messages":[{"role":"user","content":"Hello?"}]}
        """
            .formatted(connection));
  }

  @Test
  void refusesToKeepTextForLongerThanItsCall() {
    var refused =
        Caller.admin(port)
            .send(
                "PUT",
                "/api/v1/models/logging",
                "{\"content\":true,\"keepDays\":3,\"contentKeepDays\":7}");

    assertThat(refused.statusCode()).isEqualTo(422);
  }

  private void route(Caller admin, String chain) {
    var routed =
        admin.send(
            "PUT",
            "/api/v1/models/routes",
            """
            {"mode":"own","tier":"balanced","routes":[{"function":"translate","chain":[%s]}]}
            """
                .formatted(chain));
    assertThat(routed.statusCode()).as(routed.body()).isEqualTo(200);
  }

  private List<JsonNode> items(Caller admin, String path) {
    return json.readTree(admin.get(path).body()).get("items").valueStream().toList();
  }
}
