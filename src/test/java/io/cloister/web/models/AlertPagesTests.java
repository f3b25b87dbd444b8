package io.cloister.web.models;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import com.microsoft.playwright.Locator;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import io.cloister.SmallMailServer;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Administrators are told of budgets by mail and by webhook. */
@Running
class AlertPagesTests {

  private static final String ALERTS = "/api/v1/models/alerts";
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

  @LocalServerPort int port;
  @Autowired BeanFactory product;

  private final String name = "told-" + UUID.randomUUID().toString().substring(0, 8);
  private final ScriptedEndpoint model = ScriptedEndpoint.start(chat("Hello."));
  private final ScriptedEndpoint hook = ScriptedEndpoint.start(status(204, ""));
  private final SmallMailServer mail = SmallMailServer.start();
  private Caller admin;
  private String connection = "";

  @BeforeEach
  void connect() {
    admin = Caller.admin(port);
    var made =
        admin.post(
            "/api/v1/models/connections",
            """
            {"name":"%s","baseUrl":"%s","boundary":"inside","models":[{"name":"m","kinds":["chat"]}]}
            """
                .formatted(name, model.address()));
    connection = JsonPath.read(made.body(), "$.id");
  }

  @AfterEach
  void close() {
    admin.send("PUT", ALERTS, "{}");
    admin.send("PUT", "/api/v1/models/budgets", "[]");
    admin.delete("/api/v1/models/connections/" + connection);
    model.close();
    hook.close();
    mail.close();
  }

  @Test
  void tellsOnceByMailAndBySignedWebhookThatABudgetIsSpent() throws Exception {
    hook.script(status(503, "later"), status(204, ""));
    set(mail.port());
    budget();

    askUntilItIsSpent();

    await().until(() -> mail.letters().size() == 4 && hook.seen().size() >= 3);
    assertThat(mail.letters().stream().map(SmallMailServer.Letter::to).distinct())
        .containsExactlyInAnyOrder(List.of("ops@house.test"), List.of("cfo@house.test"));
    assertThat(mail.letters())
        .allSatisfy(letter -> assertThat(letter.text()).contains(name))
        .anySatisfy(letter -> assertThat(letter.text()).contains("nears its end"))
        .anySatisfy(letter -> assertThat(letter.text()).contains("is spent", "no model is asked"));
    for (var call : hook.seen()) {
      var id = call.headers().get("Webhook-id");
      var time = call.headers().get("Webhook-timestamp");
      assertThat(call.headers().get("Webhook-signature"))
          .isEqualTo("v1," + hmac(id + "." + time + "." + call.body()));
      assertThat(call.body()).contains("connection " + name);
    }
    // the first was tried again under the same id
    assertThat(hook.seen().stream().map(call -> call.headers().get("Webhook-id")).distinct())
        .hasSize(2);
    assertThat(hook.seen().stream().map(ScriptedEndpoint.Seen::body).distinct())
        .anyMatch(body -> body.contains("budget.warned"))
        .anyMatch(body -> body.contains("budget.spent"));
    assertThat(admin.get("/api/v1/boundary").body())
        .contains("smtp://127.0.0.1:" + mail.port(), "alerts of budgets");
  }

  @Test
  void leavesWhatDoesNotArriveAmongTheJobs() {
    mail.close();
    set(mail.port());
    budget();

    askUntilItIsSpent();

    // all have ended, so that none is tried again in the middle of another test
    await()
        .untilAsserted(() ->
            assertThat(
                    JsonPath.<List<String>>read(
                        admin.get("/api/v1/jobs?size=50").body(),
                        "$.items[?(@.kind == 'budget-alert')].state"))
                .contains("failed")
                .isSubsetOf("failed", "done"));
    assertThat(mail.letters()).isEmpty();
  }

  @Test
  void tellsTheOthersWhereOneRecipientIsRefused() {
    mail.forget("ops@house.test");
    set(mail.port());
    budget();

    askUntilItIsSpent();

    await().until(() -> mail.letters().size() == 2);
    assertThat(mail.letters())
        .allSatisfy(letter -> assertThat(letter.to()).containsExactly("cfo@house.test"));
    await()
        .untilAsserted(
            () -> assertThat(admin.get("/api/v1/jobs?size=50").body()).contains("ops@house.test"));
    var test = admin.post(ALERTS + "/test", "{\"channel\":\"mail\"}");
    assertThat(test.body()).contains("ops@house.test").doesNotContain("cfo@house.test");
    assertThat(mail.letters()).hasSize(3);
  }

  @Test
  void keepsSecretsAndForgetsThemWhereTheyWouldGoElsewhere() {
    set(mail.port());

    var known = admin.get(ALERTS).body();
    assertThat(known).contains("\"secretSet\":true").doesNotContain(SECRET);
    var kept =
        admin.send("PUT", ALERTS, "{\"webhook\":{\"url\":\"%s\"}}".formatted(hook.address()));
    assertThat(kept.body()).contains("\"secretSet\":true");
    var elsewhere = admin.send("PUT", ALERTS, "{\"webhook\":{\"url\":\"http://127.0.0.1:9/x\"}}");
    assertThat(elsewhere.statusCode()).isEqualTo(422);
    assertThat(elsewhere.body()).contains("its own secret");
    var clear =
        admin.send(
            "PUT",
            ALERTS,
            """
            {"mail":{"host":"m","port":25,"tls":"none","user":"u","password":"p","from":"a@b.test","to":["c@d.test"]}}
            """);
    assertThat(clear.body()).contains("only over TLS");
    assertThat(
            admin
                .send(
                    "PUT",
                    ALERTS,
                    "{\"webhook\":{\"url\":\"%s\",\"secret\":\"short\"}}".formatted(hook.address()))
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void refusesWhatCannotBeKept() {
    var much = "\"%s@house.test\"".formatted("a".repeat(64));
    for (var to :
        List.of(
            "[null]",
            "[\"a@b.test\\r\\nBcc: c@d.test\"]",
            "[" + (much + ",").repeat(29) + much + "]")) {
      var set =
          admin.send(
              "PUT",
              ALERTS,
              """
              {"mail":{"host":"m","port":25,"tls":"none","from":"a@b.test","to":%s}}
              """
                  .formatted(to));
      assertThat(set.statusCode()).as(set.body()).isEqualTo(422);
    }
    var longest = "a".repeat(64) + "@" + "b".repeat(180) + ".test";
    var all = ("\"" + longest + "\",").repeat(19) + "\"" + longest + "\"";
    var set =
        admin.send(
            "PUT",
            ALERTS,
            """
            {"mail":{"host":"m","port":25,"tls":"none","from":"a@b.test","to":[%s]}}
            """
                .formatted(all));
    assertThat(set.statusCode()).as(set.body()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          host     | no host   | den Namen oder die Adresse eines Rechners
          port     | 70000     | eine Zahl von 1 bis 65535
          port     | many      | eine Zahl von 1 bis 65535
          from     | nobody    | Der Absender ist keine Adresse
          to       | nobody    | 1 bis 20 Empfänger
          language | fr        | In dieser Sprache werden keine Mails geschrieben
          user     | anna      | nur über TLS
          url      | ftp://h/x | https://host/pfad
          url      | http://a b | https://host/pfad
          secret   | short     | whsec_ und das Base64
          """)
  void saysInTheReadersLanguageWhatIsWrongWithAField(String name, String value, String words) {
    var form = new HashMap<String, String>();
    form.putAll(Map.of("host", "127.0.0.1", "port", "25", "tls", "none", "language", "en"));
    form.putAll(Map.of("from", "a@house.test", "to", "b@house.test"));
    form.putAll(Map.of("url", hook.address().toString(), "secret", SECRET));
    form.put(name, value);
    var person = Caller.signedIn(port, "admin", Running.PASSWORD).with("Accept-Language", "de");

    var answer = person.submit("/models/alerts", "/models/alerts", form);

    assertThat(answer.statusCode()).isEqualTo(422);
    var page = Jsoup.parse(answer.body());
    assertThat(page.expectFirst(".note-bad").text())
        .contains(words)
        .doesNotContain("It cannot be told so");
    var marked = page.select("[aria-invalid=true]");
    assertThat(marked.eachAttr("name")).containsExactly(name.equals("user") ? "tls" : name);
  }

  @Test
  void setsThemAndTriesThemOnThePage() {
    try (var browser = new AdminBrowser(product, port, "alerts")) {
      var page = browser.open("/models/alerts");
      page.fill("input[name=host]", "127.0.0.1");
      page.fill("input[name=port]", String.valueOf(mail.port()));
      page.selectOption("select[name=tls]", "none");
      page.fill("input[name=from]", "nobody");
      page.fill("textarea[name=to]", "ops@house.test\ncfo@house.test en");
      page.selectOption("select[name=language]", "de");
      page.fill("input[name=url]", hook.address().toString());
      page.fill("input[name=secret]", SECRET);
      page.click("#alerts .btn-primary");
      assertThat(page.textContent(".note-bad")).contains("sender");
      page.fill("input[name=from]", "cloister@house.test");
      page.fill("input[name=secret]", SECRET);
      page.focus("#alerts .btn-primary");
      page.keyboard().press("Enter");
      page.waitForURL("**/models/alerts?done=saved");

      page.click("#test-mail");
      page.waitForURL("**/models/alerts?done=mail");
      assertThat(mail.letters())
          .hasSize(2)
          .anySatisfy(letter -> {
            assertThat(letter.to()).containsExactly("ops@house.test");
            assertThat(letter.text()).contains("Dies ist eine Probe");
          })
          .anySatisfy(letter -> {
            assertThat(letter.to()).containsExactly("cfo@house.test");
            assertThat(letter.text()).contains("This is a test");
          });
      assertThat(page.inputValue("textarea[name=to]")).contains("cfo@house.test en");
      page.click("#test-webhook");
      page.waitForURL("**/models/alerts?done=webhook");
      assertThat(hook.seen().getFirst().body()).contains("\"type\":\"test\"");
      hook.script(status(404, ""));
      page.click("#test-webhook");
      assertThat(page.textContent(".note-bad q")).isEqualTo("404");
      hook.close();
      page.click("#test-webhook");
      assertThat(page.textContent(".note-bad")).contains("cannot be reached", "whether it runs");
      browser.look(
          "/models/alerts",
          shown -> shown.locator("#alerts summary").all().forEach(Locator::click));
    }
  }

  private void set(int mailPort) {
    var set =
        admin.send(
            "PUT",
            ALERTS,
            """
            {"mail":{"host":"127.0.0.1","port":%d,"tls":"none","from":"cloister@house.test",
             "to":["ops@house.test","cfo@house.test"]},"webhook":{"url":"%s","secret":"%s"}}
            """
                .formatted(mailPort, hook.address(), SECRET));
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
  }

  /** Each call takes 18 tokens, and more is reserved: after some they do not fit any more. */
  private void budget() {
    var set =
        admin.send(
            "PUT",
            "/api/v1/models/budgets",
            """
            [{"scope":"connection","id":"%s","monthlyTokens":100,"warnAt":0.3,"action":"block"}]
            """
                .formatted(name));
    assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
  }

  private void askUntilItIsSpent() {
    for (int i = 0; i < 6; i++) {
      admin.post(
          "/v1/chat/completions",
          "{\"model\":\"%s/m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
              .formatted(name));
    }
  }

  private static String hmac(String content) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
  }
}
