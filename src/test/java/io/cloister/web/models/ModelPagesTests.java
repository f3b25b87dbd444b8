package io.cloister.web.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import io.cloister.browser.Browser;
import io.cloister.browser.Browser.Width;
import io.cloister.browser.Looks;
import io.cloister.identity.People;
import io.cloister.search.Generations;
import io.cloister.search.lucene.generation.StubVectors;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Connecting a model as an administrator does it, in a browser. */
@Running
class ModelPagesTests {

  private static final String LISTED =
      """
      {"data":[{"id":"small","pricing":{"prompt":"0.0000008","completion":"0.000002"}},
      {"id":"large"}]}
      """;

  @LocalServerPort int port;
  @Autowired BeanFactory product;

  @Test
  void connectsTestsAndRoutesAModel() {
    var name = "local-" + UUID.randomUUID().toString().substring(0, 8);
    try (var endpoint =
            ScriptedEndpoint.start(
                ScriptedEndpoint.status(200, LISTED, "Content-Type", "application/json"));
        var browser = new AdminBrowser(product, port, "models")) {
      var page = browser.open("/models");
      Browser.keep(page, "models-first");
      page.click("a[href='/models/connections/new']");
      page.fill("input[name=name]", name);
      page.fill("input[name=baseUrl]", endpoint.address().toString());
      page.fill("input[name=apiKey]", "sk-canary-0123456789");
      page.check("input[name=boundary][value=inside]");
      page.check("input[name=openToPeople]");
      Browser.keep(page, "models-new");
      page.click("form button.btn-primary");

      // saving tests by itself and offers what the endpoint lists
      page.waitForSelector("input[name=use][value=small]");
      assertThat(page.textContent("#probe"))
          .contains("It answers", "large", "USD 0.8 / 2 a million tokens");
      assertThat(page.content()).doesNotContain("sk-canary").contains("ends in 6789");
      page.check("input[name=use][value=small]");
      Browser.keep(page, "models-offered");
      page.click("#probe form:has(input[name=use]) button");
      assertThat(page.textContent("dl.facts")).contains("small");

      pricesTheModel(page);
      endpoint.script(
          ScriptedEndpoint.status(200, LISTED, "Content-Type", "application/json"),
          ScriptedEndpoint.error(401, "no"));
      page.click("#probe button[data-key=p]");
      page.waitForSelector("#probe .note-bad");
      assertThat(page.textContent("#probe")).contains("does not accept the key", "Enter it again");
      Browser.keep(page, "models-wrong-key");

      page.navigate(browser.address("/models"));
      page.click("#routes a[href='/models/routes']");
      routesLineByLine(browser, page, name);
      page.navigate(browser.address("/models"));
      page.selectOption("#explain select[name=function]", "tag");
      page.selectOption("#explain select[name=label]", "secret");
      page.click("#explain button");
      assertThat(page.textContent("#explain [role=status]")).contains(name + "/small");
      Browser.keep(page, "models-routed");

      page.navigate(browser.address("/models/rules"));
      page.fill("#new-rule input[name=name]", "secret tags");
      page.selectOption("#new-rule select[name=function]", "tag");
      page.selectOption("#new-rule select[name=label]", "secret");
      page.selectOption("#new-rule select[name=first]", name + "/small");
      page.click("#new-rule button");
      assertThat(page.textContent("main")).contains("1. secret tags");
      page.selectOption("#ask select[name=function]", "tag");
      page.selectOption("#ask select[name=label]", "secret");
      page.click("#ask button");
      assertThat(page.textContent("#explained"))
          .contains(name + "/small would answer", "rule: secret tags", "asked first");

      page.navigate(browser.address("/models"));
      var connection = page.getAttribute("a:text-is('" + name + "')", "href");
      browser.look(
          "/models",
          "/models/connections/new?preset=ollama",
          connection,
          "/models/routes",
          "/models/rules",
          "/models/log",
          "/models/log?outcome=failed",
          "/me/models",
          "/models/catalogue",
          "/admin/data");

      page.navigate(browser.address("/models/rules"));
      page.click("button[aria-label='Remove secret tags']");
      assertThat(page.textContent("main")).doesNotContain("1. secret tags");

      // a key of one's own for the same address
      page.navigate(browser.address("/me/models"));
      var form = "form:has(h2:text-is('" + name + "'))";
      page.fill(form + " input[name=apiKey]", "sk-own-canary-9876");
      page.click(form + " button");
      page.waitForURL("**/me/models?done=added");
      assertThat(page.content()).contains(":" + name).doesNotContain("sk-own-canary");

      page.navigate(browser.address(connection));
      page.onDialog(dialog -> dialog.accept());
      page.click(".btn-outline-danger");
      page.waitForURL("**/models?done=removed");
      assertThat(page.textContent("main")).doesNotContain(name);
    }
  }

  @Test
  void buildsComparesSwitchesBackAndDropsAGenerationOfTheIndex() throws IOException {
    var name = "vectors-" + UUID.randomUUID().toString().substring(0, 8);
    try (var vectors = new StubVectors(7);
        var browser = new AdminBrowser(product, port, "models")) {
      var connection =
          """
          {"name":"%s","kind":"openai-compatible","baseUrl":"%s","boundary":"inside",
           "models":[{"name":"m","kinds":["embedding"]}]}
          """
              .formatted(name, vectors.address());
      var made = Caller.admin(port).post("/api/v1/models/connections", connection);
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
      var page = browser.open("/admin/system");
      page.onDialog(Dialog::accept);
      page.check("#build input[value='" + name + "/m']");
      page.click("#build .btn-primary");

      var card = "section[id^=generation-]:has-text('" + name + "/m')";
      until(page, card + " form[action$=compare]");
      page.fill(card + " textarea", "applications\nsix months");
      page.click(card + " form[action$=compare] button");
      assertThat(page.textContent(card)).contains("queries asked");
      Browser.keep(page, "system-compared");
      var narrow = browser.open("/admin/system", Width.NARROW, ColorScheme.DARK);
      Browser.keep(narrow, "system-two-narrow");
      assertThat(Looks.overflow(narrow)).isZero();

      page.click(card + " form[action$=activate] button");
      assertThat(page.textContent(card)).contains("searched");
      page.click("section:has-text('the former one') form[action$=activate] button");
      assertThat(page.textContent(card)).contains("the former one");
      page.click(card + " form[action$=drop] button");
      assertThat(page.locator(card).count()).isZero();
    } finally {
      goBack();
    }
  }

  private static void pricesTheModel(Page page) {
    page.check("#offers input[name='kind.0'][value=embedding]");
    page.fill("#offers input[name='context.0']", "4096");
    page.fill("#offers input[name='input.0']", "0,8");
    page.fill("#offers input[name='output.0']", "2");
    page.click("#offers button");
    page.waitForSelector("#offers input[name='input.0'][value='0.8']");
    assertThat(page.inputValue("#offers input[name='context.0']")).isEqualTo("4096");
    assertThat(page.isChecked("#offers input[name='kind.0'][value=embedding]")).isTrue();
    page.uncheck("#offers input[name='kind.0'][value=embedding]");
    page.uncheck("#offers input[name='kind.0'][value=chat]");
    page.click("#offers button");
    page.waitForSelector(".note-bad");
    assertThat(page.textContent(".note-bad")).contains("cannot be used", "kinds are chat");
    page.check("#offers input[name='kind.0'][value=chat]");
    page.click("#offers button");
    page.waitForURL("**?done=saved");
  }

  /** Building goes on in the background; the page shows it when it is opened again. */
  private static void until(Page page, String there) {
    await()
        .until(() -> {
          page.reload();
          return page.locator(there).count() == 1;
        });
  }

  /** The built-in model's generation is searched by all other tests. */
  private void goBack() {
    var generations = product.getBean(Generations.class);
    var people = product.getBean(People.class);
    var admin = people.actor(people.find(People.FIRST).orElseThrow().id()).orElseThrow();
    generations.activate(1, admin);
    generations.all(admin).stream()
        .filter(one -> one.number() != 1)
        .forEach(one -> generations.drop(one.number(), admin));
  }

  private static void routesLineByLine(AdminBrowser browser, Page page, String name) {
    page.click("#set-route button");
    assertThat(page.textContent(".note-bad")).contains("at least one model");
    page.selectOption("#set-route select[name=function]", "tag");
    page.selectOption("#set-route select[name=model] >> nth=0", name + "/small");
    page.click("#set-route button");
    page.waitForURL("**/models/routes?done=routed");
    page.selectOption("#set-route select[name=function]", "tag");
    page.selectOption("#set-route select[name=label]", "public");
    page.selectOption("#set-route select[name=tier]", "economy");
    page.selectOption("#set-route select[name=model] >> nth=1", name + "/small");
    page.click("#set-route button");
    page.waitForURL("**/models/routes?done=routed");
    var line = "#routes tr:has-text('economy'):has-text('" + name + "')";
    assertThat(page.textContent(line)).contains("Tags", "public", name + "/small");

    page.click(line + " a");
    assertThat(page.inputValue("#set-route select[name=tier]")).isEqualTo("economy");
    assertThat(page.inputValue("#set-route select[name=model] >> nth=0"))
        .isEqualTo(name + "/small");
    page.selectOption("#set-route select[name=function]", "rerank");
    page.click("#set-route button");
    assertThat(page.textContent(".note-bad")).contains(name + "/small is no rerank model");

    page.navigate(browser.address("/models/routes"));
    page.click(line + " button");
    page.waitForURL("**/models/routes?done=unrouted");
    assertThat(page.locator(line).count()).isZero();
    assertThat(page.textContent("#routes")).contains(name + "/small");
  }
}
