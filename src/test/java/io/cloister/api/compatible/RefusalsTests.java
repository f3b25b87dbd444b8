package io.cloister.api.compatible;

import static io.cloister.ScriptedEndpoint.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.models.cost.Budget;
import io.cloister.models.cost.BudgetSetting;
import io.cloister.models.cost.BudgetUse;
import io.cloister.models.cost.Budgets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a program is told when it gets no reply, in its own dialect. */
@Running
class RefusalsTests extends ScriptedUpstream {

  @Autowired Budgets budgets;

  @AfterEach
  void noBudget() {
    budgets.list(administrator).stream()
        .map(BudgetUse::budget)
        .filter(budget -> budget.name().equals(name))
        .forEach(budget -> budgets.remove(budget.scope(), budget.target(), administrator));
  }

  @Test
  void tellsRefusalsInTheDialectOfTheClient() {
    var nobody = Caller.nobody(port);
    var unknown = "{\"model\":\"no/such\",\"messages\":[]}";

    var wrongKey = nobody.post("/v1/chat/completions", unknown);
    assertThat(wrongKey.statusCode()).isEqualTo(401);
    assertThat(json.readTree(wrongKey.body()).path("error").path("code").asString(""))
        .isEqualTo("invalid_api_key");
    assertThat(wrongKey.headers().firstValue("x-request-id").orElse("")).startsWith("req_");

    var missing = staff.post("/v1/chat/completions", unknown);
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(json.readTree(missing.body()).path("error").path("code").asString(""))
        .isEqualTo("model_not_found");

    var message = staff.post("/v1/messages", unknown);
    assertThat(message.statusCode()).isEqualTo(404);
    var shape = json.readTree(message.body());
    assertThat(shape.path("type").asString("")).isEqualTo("error");
    assertThat(shape.path("error").path("type").asString("")).isEqualTo("not_found_error");
    assertThat(message.headers().firstValue("request-id"))
        .hasValue(shape.path("request_id").asString(""));

    assertThat(staff.post("/v1/responses", "{}").statusCode()).isEqualTo(404);
    assertThat(staff.post("/v1/nowhere", "{}").body()).contains("\"error\":{\"message\"");
    assertThat(staff.post("/v1/chat/completions", "[1").statusCode()).isEqualTo(400);
    assertThat(staff.upload("/v1/chat/completions", Map.of(), "a", unknown).statusCode())
        .isEqualTo(415);
    var stateful =
        staff.post("/v1/messages", "{\"model\":\"x/y\",\"thread\":{\"id\":\"t\"},\"messages\":[]}");
    assertThat(stateful.statusCode()).isEqualTo(400);
    assertThat(stateful.body()).contains("\"error_code\":\"thread_unsupported_request\"");
  }

  @Test
  void sendsNothingWhereAPolicyForbidsIt() {
    var outside = name + "-out";
    connect(outside, "public");

    var answer =
        staff.post(
            "/v1/chat/completions",
            "{\"model\":\"%s/scripted\",\"messages\":[]}".formatted(outside));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("internal text may go no further than 'private'");
    assertThat(endpoint.seen()).isEmpty();
    assertThat(staff.get("/v1/models").body()).doesNotContain(outside).contains(name + "/scripted");
  }

  @Test
  void tellsWhatTheEndpointRefusesWithoutGivingItsKeyAway() {
    endpoint.script(
        error(401, "Incorrect API key: " + SECRET),
        error(429, "slow down", "Retry-After", "7"),
        error(400, "bad 'top_p' for " + SECRET),
        error(400, "maximum context length is 10 tokens"));

    var wrongKey = ask("\"messages\":[]");
    assertThat(wrongKey.statusCode()).isEqualTo(502);
    var limited = ask("\"messages\":[]");
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After")).hasValue("7");
    // it asked to be left alone
    assertThat(ask("\"messages\":[]").statusCode()).isEqualTo(503);
    assertThat(endpoint.seen()).hasSize(2);
    assertThat(wrongKey.body() + limited.body()).doesNotContain(SECRET);
  }

  @Test
  void asksNoEndpointOnceABudgetIsSpent() {
    budgets.set(
        new BudgetSetting(Budget.Scope.CONNECTION, name, 20L, null, 0.8, Budget.Action.BLOCK),
        administrator);

    var chat = ask("\"messages\":[],\"max_tokens\":40");
    var message =
        staff.post(
            "/v1/messages",
            "{\"model\":\"%s/scripted\",\"max_tokens\":40,\"messages\":[]}".formatted(name));

    assertThat(chat.statusCode()).isEqualTo(429);
    var error = json.readTree(chat.body()).path("error");
    assertThat(error.path("type").asString("")).isEqualTo("insufficient_quota");
    assertThat(error.path("code").asString("")).isEqualTo("insufficient_quota");
    assertThat(error.path("message").asString("")).contains(name);
    assertThat(message.statusCode()).isEqualTo(402);
    var theirs = json.readTree(message.body());
    assertThat(theirs.path("type").asString("")).isEqualTo("error");
    assertThat(theirs.path("error").path("type").asString("")).isEqualTo("billing_error");
    for (var answer : List.of(chat, message)) {
      assertThat(answer.headers().firstValue("x-should-retry")).hasValue("false");
    }
    assertThat(endpoint.seen()).isEmpty();
    assertThat(logged())
        .extracting(line -> line.path("outcome").asString(""))
        .containsExactly("over-budget", "over-budget");
  }
}
