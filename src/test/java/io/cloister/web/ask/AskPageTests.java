package io.cloister.web.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import io.cloister.browser.Browser;
import io.cloister.browser.Browser.Width;
import io.cloister.browser.Looks;
import io.cloister.identity.Role;
import io.cloister.library.Status;
import io.cloister.library.collection.Collection;
import io.cloister.library.document.Versions;
import io.cloister.search.PassageIndex;
import io.cloister.web.Shelf;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Asking in a browser: while a model writes, stopped by hand, and without scripts. */
@Running
class AskPageTests {

  private static final String POLICY =
      "Invoices of suppliers are kept for 10 years in the archive at Ravensburg.";
  private static final String HOW_LONG = "How long are invoices of suppliers kept?";

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired PassageIndex index;
  @Autowired io.cloister.search.Shelf texts;
  @Autowired Versions versions;

  private final String name = "askpage-" + UUID.randomUUID().toString().substring(0, 8);
  private final ScriptedEndpoint endpoint = ScriptedEndpoint.start();
  private final Browser browser = Browser.open();
  private Caller reader;
  private Collection collection;
  private String connection = "";

  @BeforeEach
  void aDocument() {
    var shelf = new Shelf(product);
    var owner = shelf.person(name, Role.STAFF);
    collection = shelf.collection(name, owner);
    index.index(shelf.ready("Records policy", collection, owner, POLICY).id());
    reader = Caller.signedIn(port, name, Shelf.PASSWORD);
  }

  @AfterEach
  void close() {
    browser.close();
    endpoint.close();
    if (!connection.isEmpty()) {
      Caller.admin(port).delete("/api/v1/models/connections/" + connection);
    }
  }

  @Test
  void saysThatDocumentsAreStillTakenInWhereNothingAnswers() {
    assertThat(asked("Where do axolotls swim?"))
        .contains("Nothing in your documents answers this.")
        .doesNotContain("still being taken in");

    var version = texts.addUnindexed(collection.id(), "Axolotls", "en", "They swim in a lake.");
    versions.advance(version.id(), Status.RECEIVED);

    assertThat(asked("Where do axolotls swim?"))
        .contains("One document is still being taken in: ask again once that is done.");
  }

  private String asked(String question) {
    var answered = reader.submit("/ask", "/ask", Map.of("q", question));
    var page = URI.create(answered.headers().firstValue("location").orElseThrow()).getPath();
    return reader.get(page).body();
  }

  @Test
  void stopsAnAnswerThatIsBeingWrittenAndKeepsWhatThereIs() throws Exception {
    model();
    endpoint.script(
        ScriptedEndpoint.endlessStream(
            "Invoices of suppliers are kept for 10 years [1]. ", Duration.ofMillis(100)));
    var page = browser.page(Width.WIDE, ColorScheme.LIGHT, reader, port);
    ask(page);
    page.waitForSelector(".turn-live .answer p:has-text('10 years')");
    Browser.keep(page, "ask-writing");
    assertThat(page.getAttribute(".turn-live .answer", "aria-busy")).isEqualTo("true");
    assertThat(Looks.smallTargets(page)).isEmpty();

    page.click(".ask-stop");

    assertThat(endpoint.wasHungUpOn()).isTrue();
    page.waitForURL("**/ask/*-*");
    assertThat(page.textContent(".turn")).contains(HOW_LONG, "10 years", "You stopped");
    assertThat(page.locator(".turn-live").count()).isZero();
    Browser.keep(page, "ask-stopped");
    // the page asks for the conversation until the server has kept it
    assertThat(browser.complaints()).allMatch(each -> each.contains("status of 404"));
  }

  @Test
  void showsWhatIsNotSupportedAndLeadsToTheQuote() {
    model();
    endpoint.script(
        ScriptedEndpoint.stream(
            "Invoices of suppliers are kept for 10 years [1]. ", "They are kept on the moon [1]."));
    var page = browser.page(Width.NARROW, ColorScheme.DARK, reader, port);
    ask(page);
    page.waitForURL("**/ask/*-*");

    assertThat(page.textContent(".answer .unsupported")).contains("moon");
    assertThat(Looks.overflow(page)).isZero();
    assertThat(Looks.faintTexts(page)).isEmpty();
    Browser.keep(page, "ask-partly");
    page.click(".source a");
    page.waitForSelector("#passage");
    assertThat(page.textContent("#passage")).contains("10 years");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void answersWithoutAScript() {
    var page = browser.withoutScripts(reader, port);
    ask(page);
    page.waitForURL("**/ask/*-*");

    assertThat(page.textContent(".answer")).contains("kept for 10 years");
    assertThat(page.textContent(".source")).contains("Records policy");
    page.fill("textarea[name=q]", "And where?");
    page.click(".ask-form button.btn-primary");
    page.waitForSelector("#t1");
    assertThat(page.locator(".turn").count()).isEqualTo(2);
    Browser.keep(page, "ask-without-script");
  }

  private void ask(Page page) {
    page.navigate("http://127.0.0.1:" + port + "/ask");
    page.fill("textarea[name=q]", HOW_LONG);
    page.click(".ask-form button.btn-primary");
  }

  private void model() {
    var admin = Caller.admin(port);
    var made =
        admin.post(
            "/api/v1/models/connections",
            """
            {"name":"%s","kind":"openai-compatible","baseUrl":"%s","boundary":"inside",
             "models":[{"name":"scripted","kinds":["chat"]}]}
            """
                .formatted(name, endpoint.address()));
    connection = JsonPath.read(made.body(), "$.id");
    var routed =
        admin.send(
            "PUT",
            "/api/v1/models/routes",
            """
            {"mode":"own","tier":"balanced","routes":[{"function":"answer","chain":["%s/scripted"]}]}
            """
                .formatted(name));
    assertThat(routed.statusCode()).as(routed.body()).isEqualTo(200);
  }
}
