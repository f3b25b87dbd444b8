package io.cloister.web.models;

import static io.cloister.ScriptedEndpoint.endlessStream;
import static io.cloister.ScriptedEndpoint.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import io.cloister.browser.Browser;
import io.cloister.identity.Role;
import io.cloister.web.Shelf;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** One prompt to several models, in a browser and over HTTP. */
@Running
class TryPagesTests {

  @LocalServerPort int port;
  @Autowired BeanFactory product;

  private final String name = "try-" + UUID.randomUUID().toString().substring(0, 8);
  private final ScriptedEndpoint one = ScriptedEndpoint.start(stream("Hello ", "from one."));
  private final ScriptedEndpoint two = ScriptedEndpoint.start(stream("Hello ", "from two."));
  private final List<String> connections = new ArrayList<>();
  private Caller admin;

  @BeforeEach
  void connect() {
    admin = Caller.admin(port);
    connect("one", one, "inside");
    connect("two", two, "private");
  }

  private void connect(String which, ScriptedEndpoint endpoint, String boundary) {
    var made =
        admin.post(
            "/api/v1/models/connections",
            """
            {"name":"%s-%s","baseUrl":"%s","boundary":"%s","models":[{"name":"m","kinds":["chat"],
             "inputMicrosPerMillionTokens":1000000,"outputMicrosPerMillionTokens":4000000}]}
            """
                .formatted(name, which, endpoint.address(), boundary));
    connections.add(JsonPath.read(made.body(), "$.id"));
  }

  @AfterEach
  void close() {
    connections.forEach(id -> admin.delete("/api/v1/models/connections/" + id));
    one.close();
    two.close();
  }

  @Test
  void showsTheRepliesBesideEachOther() {
    try (var browser = new AdminBrowser(product, port, "try")) {
      var page = browser.open("/models/try");
      page.fill("textarea[name=prompt]", "Say hello.");
      page.check("input[value='" + name + "-one/m']");
      page.check("input[value='" + name + "-two/m']");
      page.click("#try .btn-primary");
      page.waitForSelector("#tries .state-ok >> nth=1");

      assertThat(page.locator("#tries > section").count()).isEqualTo(2);
      assertThat(page.locator("#tries > section").first().textContent())
          .contains(name + "-one/m", "Hello from one.", "11 / 7", "€0.000039", "completed");
      assertThat(page.textContent("#tries")).contains("Hello from two.");
      assertThat(page.textContent("[data-try-status]")).isNotBlank();
      Browser.keep(page, "try-replies");
      look(browser);

      // what is confidential stays inside
      page.selectOption("select[name=label]", "confidential");
      page.focus("#try .btn-primary");
      page.keyboard().press("Enter");
      page.waitForSelector("#tries .state-warn");
      page.waitForSelector("#tries .state-ok");
      assertThat(page.textContent("#tries")).contains("Hello from one.", "inside");
      assertThat(two.seen()).hasSize(1);
      one.script(endlessStream("on and on ", Duration.ofMillis(50)));
      page.click("#try .btn-primary");
      page.waitForSelector("#tries [data-part=text]:has-text('on and on')");
      page.click("[data-try-stop]");
      page.waitForSelector("#tries .state-warn:has-text('stopped')");
    }
    var log = admin.get("/api/v1/models/invocations?function=try-out&size=50").body();
    assertThat(log).contains(name + "-one", "\"outcome\":\"completed\"", "\"outcome\":\"blocked\"");
  }

  @Test
  void worksWithoutScriptsAndOverHttp() {
    var person = "try-" + UUID.randomUUID().toString().substring(0, 8);
    new Shelf(product).person(person, Role.ADMIN);
    var browser = Caller.signedIn(port, person, Shelf.PASSWORD);
    var form =
        "prompt=Hi&label=internal&model=%1$s-one/m&model=%1$s-two/m&_csrf=%2$s"
            .formatted(name, browser.formToken("/models/try"));

    var page =
        browser.send(
            "POST",
            "/models/try",
            BodyPublishers.ofString(form),
            Map.of("Content-Type", "application/x-www-form-urlencoded"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Hello from one.", "Hello from two.", "€0.000039");

    var asked = "{\"model\":\"%s-one/m\",\"prompt\":\"Hi\"}".formatted(name);
    var whole = admin.post("/api/v1/models/try", asked).body();
    assertThat(JsonPath.<String>read(whole, "$.text")).isEqualTo("Hello from one.");
    assertThat(JsonPath.<Integer>read(whole, "$.costMicros")).isEqualTo(39);
    var events =
        Caller.admin(port).with("Accept", "text/event-stream").post("/api/v1/models/try", asked);
    assertThat(events.body())
        .containsSubsequence(
            "event: delta", "Hello ", "from one.", "event: done", "\"outcome\":\"completed\"");
    assertThat(
            admin
                .post("/api/v1/models/try", "{\"model\":\"gone/m\",\"prompt\":\"Hi\"}")
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void isHeldToBudgets() {
    admin.send(
        "PUT",
        "/api/v1/models/budgets",
        "[{\"scope\":\"function\",\"id\":\"try-out\",\"monthlyTokens\":5,\"action\":\"block\"}]");
    try {
      var refused =
          admin.post(
              "/api/v1/models/try", "{\"model\":\"%s-one/m\",\"prompt\":\"Hi\"}".formatted(name));

      assertThat(JsonPath.<String>read(refused.body(), "$.outcome")).isEqualTo("over-budget");
      assertThat(one.seen()).isEmpty();
    } finally {
      admin.send("PUT", "/api/v1/models/budgets", "[]");
    }
  }

  private void look(AdminBrowser browser) {
    browser.look(
        "/models/try",
        shown -> {
          shown.fill("textarea[name=prompt]", "Say hello.");
          shown.check("input[value='" + name + "-one/m']");
          shown.click("#try .btn-primary");
          shown.waitForSelector("#tries .state-ok");
        });
    assertThat(browser.complaints()).isEmpty();
  }
}
