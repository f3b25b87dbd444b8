package io.cloister.web.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.SelectOption;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Setting a budget and seeing what was spent, as an administrator does it in a browser. */
@Running
class CostPagesTests {

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired JdbcClient jdbc;

  @Test
  void setsABudgetAndSeesWhatWasSpent() {
    var name = "costly-" + UUID.randomUUID().toString().substring(0, 8);
    var admin = Caller.admin(port);
    try (var endpoint = ScriptedEndpoint.start(ScriptedEndpoint.chat("Hello."));
        var browser = new AdminBrowser(product, port, "costs")) {
      admin.post(
          "/api/v1/models/connections",
          """
          {"name":"%s","baseUrl":"%s","boundary":"inside","models":[{"name":"scripted","kinds":["chat"],
           "inputMicrosPerMillionTokens":1000000,"outputMicrosPerMillionTokens":4000000}]}
          """
              .formatted(name, endpoint.address()));

      var page = browser.open("/models/budgets");
      page.selectOption("#new-budget select[name=target]", new SelectOption().setLabel(name));
      page.fill("#new-budget input[name=money]", "50");
      page.fill("#new-budget input[name=tokens]", "75");
      page.click("#new-budget button");
      assertThat(page.textContent("main")).contains(name, "€50.00", "Told at 80%", "ask no model");

      assertThat(ask(admin, name)).isEqualTo(200);
      assertThat(ask(admin, name)).isGreaterThanOrEqualTo(400);
      page.navigate(browser.address("/models/budgets"));
      assertThat(page.textContent("main")).contains("18 of 75 tokens");
      page.click("summary");
      page.fill("details input[name=tokens]", "20");
      page.click("details .btn-primary");
      assertThat(page.textContent("main")).contains("18 of 20 tokens");
      page.navigate(browser.address("/models"));
      assertThat(page.textContent(".note-warn")).contains(name, "90%");

      page.navigate(browser.address("/models/log?model=" + name));
      assertThat(page.textContent("table")).contains("over budget", "completed", "€0.000039");
      page.click("tr:has-text('completed') a");
      assertThat(page.textContent("main")).contains("What was said is not kept.");

      aMonthOf(name);
      page.navigate(browser.address("/models/usage?group=model&against=" + name + "/scripted"));
      assertThat(page.textContent("table")).contains(name + "/large", name + "/scripted");
      assertThat(page.textContent("aside")).contains("saved");
      assertThat(page.locator(".chart rect").count()).isEqualTo(30);
      var usage = page.url().replaceAll(".*(/models.*)", "$1");
      browser.look("/models", "/models/budgets", usage, "/models/usage?group=day", "/models/log");
      assertThat(browser.complaints()).isEmpty();

      page.navigate(browser.address("/models/budgets"));
      page.onDialog(dialog -> dialog.accept());
      page.click("summary");
      page.click(".btn-outline-danger");
      page.waitForURL("**/models/budgets?done=removed");
      assertThat(page.textContent("main .stack")).doesNotContain(name);
    } finally {
      admin.send("PUT", "/api/v1/models/budgets", "[]");
      jdbc.sql("delete from model_usage where what like ?").param(name + "%").update();
    }
  }

  /** Sums of a month before today, as if it had been asked a lot. */
  private void aMonthOf(String name) {
    var today = LocalDate.now(ZoneOffset.UTC);
    for (int days = 1; days < 28; days++) {
      int calls = days % 7 < 2 ? 3 : 40 + 17 * days % 60;
      for (var what : List.of(name + "/scripted", name + "/large")) {
        sum("model", today.minusDays(days), what, calls);
      }
      sum("function", today.minusDays(days), days % 2 == 0 ? "answer" : "tag", 2 * calls);
    }
  }

  private void sum(String dimension, LocalDate day, String what, int calls) {
    jdbc.sql("delete from model_usage where dimension = ? and on_day = ? and what = ?")
        .params(dimension, day, what)
        .update();
    jdbc.sql("insert into model_usage values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            dimension, day, what, calls, 1, 2, 0, calls * 1_900L, calls * 300L, calls * 2_100L, 9)
        .update();
  }

  private static int ask(Caller admin, String connection) {
    return admin
        .post(
            "/v1/chat/completions",
            """
            {"model":"%s/scripted","max_tokens":20,"messages":[{"role":"user","content":"Hello?"}]}
            """
                .formatted(connection))
        .statusCode();
  }
}
