package io.cloister.web.looks;

import static io.cloister.library.collection.Collections.LIBRARY;
import static io.cloister.sources.SourceSetting.WhenGone.KEEP;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.browser.Browser;
import io.cloister.browser.Browser.Width;
import io.cloister.browser.Looks;
import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.library.ReadingFailure;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.document.Versions;
import io.cloister.search.PassageIndex;
import io.cloister.search.SavedQuery;
import io.cloister.search.SavedSearch;
import io.cloister.search.SavedSearches;
import io.cloister.search.lab.JudgedCases;
import io.cloister.sources.SourceId;
import io.cloister.sources.SourceSetting;
import io.cloister.sources.Sources;
import io.cloister.sources.place.Place;
import io.cloister.web.Shelf;
import io.cloister.web.frame.Route;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every page of every route, as an administrator sees it, by its own eyes and by the keyboard. */
@Running
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesLookTests {

  private static final String LONG =
      "Applications that did not lead to employment are destroyed six months after the position has"
          + " been filled, unless the applicant has agreed to a longer period in writing. ";

  @LocalServerPort int port;
  @Autowired BeanFactory product;
  @Autowired Versions versions;

  private final Map<String, String> pages = new LinkedHashMap<>();
  private Browser browser;
  private Caller admin;

  @BeforeAll
  void furnish() {
    browser = Browser.open();
    var shelf = new Shelf(product);
    var name = "looks-" + UUID.randomUUID().toString().substring(0, 8);
    var actor = shelf.person(name, Role.ADMIN);
    admin = Caller.signedIn(port, name, Shelf.PASSWORD);
    var collection = shelf.collection("Records " + name, actor);
    var ready =
        shelf.ready(
            "Aufbewahrungsfristen_der_Personalabteilung_2026_endgueltige_Fassung.pdf",
            collection,
            actor,
            LONG.repeat(4) + "\n\n3.2 Personnel records\n" + LONG,
            LONG.repeat(9),
            LONG);
    var waiting = shelf.received("Minutes, data protection board", collection, actor);
    var failed = shelf.received("Salaries", collection, actor);
    versions.fail(
        failed.id(), Status.FAILED, new ReadingFailure(ReadingFailure.Code.ENCRYPTED, "PDF"));
    product.getBean(PassageIndex.class).index(ready.id());
    product.getBean(JudgedCases.class).judge("applications", ready.document(), true, actor);
    product
        .getBean(SavedSearches.class)
        .save(
            "Applications",
            new SavedQuery(Map.of("q", List.of("applications"))),
            SavedSearch.Alert.DAILY,
            actor);
    for (var route : Route.values()) {
      pages.put(route.name().toLowerCase(Locale.ROOT), route.path());
    }
    pages.put("search-results", "/search?q=applications");
    pages.put("search-nothing", "/search?q=zzzyyyxxx");
    pages.put("lab-tried", "/admin/lab?q=applications&tried=yes&meaning=0.2&rerank=yes");
    pages.put("lab-cases", "/admin/lab/cases?run=true");
    pages.put("lab-records", "/admin/lab/records");
    pages.put("searches", "/searches");
    pages.put("add", "/add");
    pages.put("document", "/d/%s?passage=%s.1".formatted(ready.document(), ready.id()));
    pages.put("document-find", "/d/%s?q=applications".formatted(ready.document()));
    pages.put("document-waiting", "/d/" + waiting.document());
    pages.put("document-failed", "/d/" + failed.document());
    pages.put("collection", "/c/" + collection.id());
    pages.put("collection-filtered", "/c/%s?q=nothing".formatted(collection.id()));
    pages.put("bin", "/bin");
    pages.put("sources-webdav", "/admin/sources?kind=webdav");
    pages.put("source", "/admin/sources/" + source(name, actor));
    product
        .getBean(AuditTrail.class)
        .record(
            actor,
            AuditEvent.of("source.changed", "source", UUID.randomUUID())
                .with(
                    "place", "https://files.example.org/remote.php/dav/files/records_of_all_years/")
                .with("kind", "webdav"));
    pages.put("source-held", "/admin/sources/" + held(name + " held", ready, actor));
  }

  private SourceId source(String name, Actor actor) {
    var setting =
        new SourceSetting(
            name,
            new Place.Folder("", true, Place.Afterwards.LEAVE),
            null,
            LIBRARY,
            15,
            true,
            KEEP,
            false);
    return product.getBean(Sources.class).create(setting, null, actor).id();
  }

  /** One that holds a document back from the bin. */
  private SourceId held(String name, Version document, Actor actor) {
    var id = source(name, actor);
    var now = Instant.now().atOffset(ZoneOffset.UTC);
    var jdbc = product.getBean(JdbcClient.class);
    jdbc.sql(
            "insert into source_file (source_id, path, document_id, brought, held_since)"
                + " values (?, 'contracts/2026/a lease with a long name of its own.txt', ?, true, ?)")
        .params(id.value(), document.document().value(), now)
        .update();
    jdbc.sql(
            """
            insert into source_run (id, source_id, started_at, ended_at, added, updated, unchanged,
              binned, held_back, waiting, failed, problem)
              values (?, ?, ?, ?, 0, 0, 0, 0, 1, 0, 0, 'empty-place')
            """)
        .params(UUID.randomUUID(), id.value(), now, now)
        .update();
    return id;
  }

  @AfterAll
  void close() {
    browser.close();
  }

  @ParameterizedTest
  @CsvSource({"WIDE, LIGHT", "NARROW, DARK"})
  void everyPageFitsAndIsLegible(Width width, ColorScheme scheme) {
    var page = signedIn(width, scheme);
    var foreign = new TreeSet<String>();
    page.onRequest(request -> {
      if (!request.url().startsWith(address("")) && !request.url().startsWith("data:")) {
        foreign.add(request.url());
      }
    });
    var wrong = new ArrayList<String>();
    pages.forEach((name, path) -> {
      var answer = page.navigate(address(path));
      settle(page);
      Browser.keep(page, "page-%s-%s-%s".formatted(name, width, scheme).toLowerCase(Locale.ROOT));
      var found = new ArrayList<String>();
      if (answer.status() != 200) {
        found.add("answers " + answer.status());
      }
      if (!page.title().matches(".{2,} · Cloister")) {
        found.add("title is " + page.title());
      }
      if (page.locator("h1").count() != 1) {
        found.add("has %d h1".formatted(page.locator("h1").count()));
      }
      if (!Looks.currentTabIsInSight(page)) {
        found.add("its tab is out of sight");
      }
      found.addAll(Looks.wrong(page));
      found.addAll(Looks.tablesToScroll(page));
      found.addAll(Looks.invisibleFocus(page, 12));
      found.forEach(each -> wrong.add(name + ": " + each));
    });
    assertThat(wrong).isEmpty();
    assertThat(foreign).as("requests to other hosts").isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void everythingCanBeReachedByTheKeyboard() {
    var page = signedIn(Width.WIDE, ColorScheme.LIGHT);
    var wrong = new ArrayList<String>();
    pages.forEach((name, path) -> {
      page.navigate(address(path));
      settle(page);
      Looks.unreachable(page).forEach(each -> wrong.add(name + ": " + each));
    });
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyPageSpeaksGermanToWhoAsksForIt() {
    var german = admin.with("Accept-Language", "de-DE,de;q=0.9");
    var wrong = new ArrayList<String>();
    pages.forEach((name, path) -> {
      var body = german.get(path).body();
      if (!body.contains("lang=\"de\"")) {
        wrong.add(name + ": is not in German");
      }
      if (body.contains("??")) {
        wrong.add(name + ": lacks " + body.replaceAll("(?s).*?(\\?\\?[^?]*\\?\\?).*", "$1"));
      }
    });
    assertThat(wrong).isEmpty();
  }

  @Test
  void aPersonChangesTheLanguageOfThePage() {
    var page = signedIn(Width.WIDE, ColorScheme.LIGHT);
    page.navigate(address("/c"));
    page.click(".person");
    page.click("button[name=language][value=de]");
    page.waitForSelector("html[lang=de]");

    assertThat(page.textContent("h1")).isEqualTo("Sammlungen");
    assertThat(page.url()).isEqualTo(address("/c"));
  }

  /** Waits for what htmx fetches by itself. */
  private static void settle(Page page) {
    page.waitForFunction(
        "() => document.fonts.status === 'loaded'"
            + " && !document.querySelector('[hx-trigger=\"load\"]')");
  }

  private Page signedIn(Width width, ColorScheme scheme) {
    return browser.page(width, scheme, admin, port);
  }

  private String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }
}
