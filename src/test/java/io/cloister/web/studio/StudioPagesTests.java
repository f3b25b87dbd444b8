package io.cloister.web.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.browser.Browser;
import io.cloister.browser.Browser.Width;
import io.cloister.browser.Looks;
import io.cloister.drafting.Draft;
import io.cloister.drafting.DraftId;
import io.cloister.drafting.Drafts;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.Version;
import io.cloister.library.collection.Access;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.models.ModelName;
import io.cloister.search.PassageIndex;
import io.cloister.web.Shelf;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A draft on its pages, by two people: written, changed, returned, approved and taken away. */
@Running
class StudioPagesTests {

  private static final String TRAVEL =
      "Every trip must be approved by the head of the department before anything is booked. The"
          + " company pays at most 140 euros for a night in a hotel. Receipts must be handed in"
          + " within 30 days after the return. Claims that are handed in later than 90 days after"
          + " the return are not paid.";

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired Drafts drafts;
  @Autowired Collections collections;
  @Autowired PassageIndex index;

  private final String code = UUID.randomUUID().toString().substring(0, 8);
  private Actor writer;
  private Version travel;
  private Caller mine;
  private Caller theirs;

  @BeforeEach
  void twoEditors() {
    var shelf = new Shelf(product);
    writer = shelf.person("writer-" + code, Role.EDITOR);
    var approver = shelf.person("approver-" + code, Role.EDITOR);
    var collection = shelf.collection("Travel " + code, writer);
    collections.setAccess(
        collection.id(),
        List.of(
            Access.ofUser(writer.user(), Right.MANAGE), Access.ofUser(approver.user(), Right.READ)),
        writer);
    travel = shelf.ready("Travel policy " + code, collection, writer, TRAVEL);
    index.index(travel.id());
    mine = Caller.signedIn(port, writer.name(), Shelf.PASSWORD);
    theirs = Caller.signedIn(port, approver.name(), Shelf.PASSWORD);
  }

  @Test
  void goesFromTheFormToTheApprovedFile() {
    try (var browser = Browser.open()) {
      var page = browser.page(Width.WIDE, ColorScheme.LIGHT, mine, port);
      page.navigate(address("/studio/new?template=summary"));
      page.fill("input[name=title]", "Travel in short " + code);
      page.check("label:has-text('Travel policy " + code + "') input[name=documents]");
      Browser.keep(page, "studio-new");
      page.click("button.btn-primary[name=step][value=draft]");
      page.waitForURL("**/studio/*-*");
      page.waitForSelector("a[href*='format=docx']");

      page.locator(".draft-section a.btn").first().click();
      page.fill("textarea[name=markdown]", "- Everybody loves to travel by night train.");
      page.click(".draft-section form button.btn-primary");
      page.waitForSelector(".sentence-uncited, .sentence-unsupported");
      assertThat(page.textContent(".draft-section")).contains("night train");
      Browser.keep(page, "studio-draft");
      var wrong = Looks.faintTexts(page);
      assertThat(wrong).isEmpty();
      assertThat(Looks.smallTargets(page)).isEmpty();

      page.click("form[action$='/submit'] button");
      page.waitForSelector("form[action$='/submit']", gone());

      var other = browser.page(Width.NARROW, ColorScheme.DARK, theirs, port);
      other.navigate(page.url().replaceAll("#.*", ""));
      assertThat(Looks.overflow(other)).isZero();
      Browser.keep(other, "studio-review");
      other.check("input[name=acknowledged]");
      other.click("form[action$='/approve'] button");
      other.waitForSelector("form[action$='/approve']", gone());
      assertThat(other.textContent("main")).contains("writer-" + code, "approver-" + code);

      page.reload();
      var file = page.waitForDownload(() -> page.click("a[href*='format=html']"));
      assertThat(file.suggestedFilename()).endsWith(".html");
      assertThat(file.path()).content().contains("night train", "Approved by approver-" + code);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void isReturnedWithAWordAndChangedWithoutScripts() {
    var id = drafted();
    var path = "/studio/" + id;
    var section = drafts.require(id, writer).sections().getFirst().id();

    assertThat(mine.form(path + "/submit", Map.of()).statusCode())
        .as("without the form's token")
        .isEqualTo(403);
    send(mine, path + "/submit", Map.of());
    var wordless = send(theirs, path + "/return", Map.of("comment", " "));
    assertThat(wordless).isIn(400, 422);
    assertThat(send(theirs, path + "/return", Map.of("comment", "Too long."))).isEqualTo(303);
    assertThat(mine.get(path).body()).contains("Too long.");

    var revision = String.valueOf(drafts.require(id, writer).revision());
    var change = Map.of("markdown", "- Short.", "revision", revision);
    assertThat(send(mine, path + "/sections/" + section, change)).isEqualTo(303);
    assertThat(send(mine, path + "/sections/" + section, change)).isEqualTo(409);
    assertThat(send(theirs, path + "/sections/" + section, change)).isIn(403, 404, 409);
    assertThat(send(mine, path + "/delete", Map.of())).isEqualTo(303);
    assertThat(mine.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void aDraftOfNothingIsRefusedOnTheForm() {
    var answer =
        mine.submit(
            "/studio/new",
            "/studio/new",
            Map.of("template", "summary", "title", "Of nothing " + code, "step", "draft"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Of nothing " + code, "note-bad").doesNotContain("??");
  }

  @Test
  void isWrittenByTheModelThatIsChosenWhereARuleLetsIt() {
    var far = connected("far-" + code, "public");
    var near = connected("near-" + code, "inside");

    assertThat(mine.get("/studio/new").body())
        .contains("far-" + code + "/small", "near-" + code + "/small");
    var refused = drafted(Map.of("model", "far-" + code + "/small"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("A rule keeps these documents from this model", "internal", "public")
        .doesNotContain("far-" + code + "/small")
        .contains("near-" + code + "/small");
    assertThat(drafted(Map.of("model", "gone/model")).body()).contains("not among those");

    var draft = idOf(drafted(Map.of("model", "near-" + code + "/small")));
    assertThat(drafts.require(draft, writer).chosenModel())
        .isEqualTo(ModelName.of("near-" + code + "/small"));
    await()
        .untilAsserted(() ->
            assertThat(mine.get("/studio/" + draft).body())
                .contains("Chosen to write it: near-" + code + "/small"));
    var admin = Caller.admin(port);
    List.of(far, near).forEach(id -> admin.delete("/api/v1/models/connections/" + id));
  }

  private String connected(String name, String boundary) {
    var made =
        Caller.admin(port)
            .post(
                "/api/v1/models/connections",
                """
                {"name":"%s","baseUrl":"http://127.0.0.1:9/v1","boundary":"%s","models":[{"name":"small","kinds":["chat"]}]}
                """
                    .formatted(name, boundary));
    return JsonPath.read(made.body(), "$.id");
  }

  private HttpResponse<String> drafted(Map<String, String> more) {
    var fields = new HashMap<>(more);
    fields.putAll(
        Map.of(
            "template",
            "summary",
            "title",
            "Travel " + code,
            "documents",
            travel.document().toString(),
            "step",
            "draft"));
    return mine.submit("/studio/new", "/studio/new", fields);
  }

  private static DraftId idOf(HttpResponse<String> answer) {
    var address = answer.headers().firstValue("Location").orElseThrow();
    return DraftId.of(address.substring(address.lastIndexOf('/') + 1));
  }

  private DraftId drafted() {
    var id = idOf(drafted(Map.of()));
    try (var browser = Browser.open()) {
      var page = browser.withoutScripts(mine, port);
      for (int i = 0; i < 120 && !isWritten(id); i++) {
        page.waitForTimeout(500);
      }
      page.navigate(address("/studio/" + id));
      assertThat(page.textContent("main")).contains("140 euros");
      assertThat(page.locator("a.cite").count()).isPositive();
    }
    return id;
  }

  private boolean isWritten(DraftId id) {
    return drafts.require(id, writer).state() == Draft.State.DRAFT;
  }

  private static int send(Caller caller, String action, Map<String, String> fields) {
    return caller.submit("/studio", action, fields).statusCode();
  }

  private static Page.WaitForSelectorOptions gone() {
    return new Page.WaitForSelectorOptions()
        .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED);
  }

  private String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }
}
