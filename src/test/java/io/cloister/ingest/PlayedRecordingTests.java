package io.cloister.ingest;

import static io.cloister.ScriptedEndpoint.json;
import static io.cloister.ingest.Recordings.said;
import static io.cloister.ingest.Recordings.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import io.cloister.Caller;
import io.cloister.JdbcQueries;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedProduct;
import io.cloister.browser.Browser;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where the words of recordings are met again, with their moments: hits, citations, the sound. */
class PlayedRecordingTests {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static ScriptedProduct product;
  private static ScriptedEndpoint endpoint;
  private static Caller admin;

  @BeforeAll
  static void start() {
    product = Recordings.product();
    endpoint = product.endpoint();
    admin = product.admin();
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  @BeforeEach
  void room() {
    product.room();
    product.route("transcribe", "ear/whisper");
  }

  @Test
  void aHitTellsTheMomentAtWhichItWasSaid() {
    endpoint.script(
        json(
            said(
                segment(0, 40, "The meeting was opened in the usual way."),
                segment(40, 125, "Nobody had anything to add to the minutes of last time."),
                segment(125, 131, "The zirconium valve is to be inspected every autumn."))));

    var document = product.read("meeting.wav", Waves.of(132, 4_000), "public");

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.get("failure").isNull()).isTrue();
    assertThat(document.at("/metadata/transcribed by").asString()).isEqualTo("ear/whisper");
    var id = document.get("id").asString();
    assertThat(product.text(id)).contains("The zirconium valve is to be inspected every autumn.");
    var passage = product.passage("zirconium");
    assertThat(passage.get("page").isNull()).isTrue();
    assertThat(passage.get("seconds").asInt()).isEqualTo(125);
    assertThat(endpoint.seen().getLast().body()).doesNotContain("meeting");
  }

  @Test
  void aCitationOpensTheRecordingAtItsMoment() {
    endpoint.script(
        json(
            said(
                segment(0, 40, "The meeting was opened in the usual way."),
                segment(40, 125, "Nobody had anything to add to the minutes of last time."),
                segment(125, 131, "The lamp of the lighthouse is replaced by Ms Ek in May."))));
    var id = product.upload("harbour.wav", Waves.of(132, 4_000), "public");
    product.settled(id);
    var answer = ask(id, "Who replaces the lamp of the lighthouse?", null);
    assertThat(answer.at("/citations/0/seconds").asInt()).as(answer.toString()).isEqualTo(125);
    var reader = Caller.signedIn(product.port(), "admin", Running.PASSWORD);

    try (var browser = Browser.open()) {
      var page = browser.page(Browser.Width.WIDE, ColorScheme.LIGHT, reader, product.port());
      page.navigate(
          "http://127.0.0.1:%d/ask/%s".formatted(product.port(), answer.get("thread").asString()));
      var source = page.locator(".source").first();
      source.waitFor();
      assertThat(source.innerText()).contains("2:05");
      source.locator("a").first().click();
      page.waitForFunction("() => document.querySelector('audio')?.readyState > 0");
      assertThat((Number) page.evaluate("() => document.querySelector('audio').currentTime"))
          .extracting(Number::intValue)
          .isEqualTo(125);
      page.locator(".leaf .moment").first().click();
      page.waitForFunction("() => document.querySelector('audio').currentTime < 100");
      Browser.keep(page, "recording");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void isPlayedInParts() {
    endpoint.script(json(said(segment(0, 2, "Ding dong."))));
    var wave = Waves.of(2, 4_000);
    var id = product.upload("bell.wav", wave, "public");
    product.settled(id);

    var part =
        Caller.admin(product.port())
            .with("Range", "bytes=44-143")
            .get("/api/v1/documents/" + id + "/content");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 44-143/" + wave.length);
    assertThat(part.headers().firstValue("Content-Type").orElse("")).startsWith("audio/");
    assertThat(part.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
  }

  @Test
  void aPartThatThereIsNotIsNoPartOfIt() {
    endpoint.script(json(said(segment(0, 2, "Ding dong."))));
    var wave = Waves.of(2, 4_000);
    var id = product.upload("bell.wav", wave, "public");
    product.settled(id);

    for (var range : List.of("5-2", "999999-", "99999999999999999999-", "-0", "x")) {
      var answer =
          Caller.admin(product.port())
              .with("Range", "bytes=" + range)
              .get("/api/v1/documents/" + id + "/content");

      assertThat(answer.statusCode()).as(range).isEqualTo(416);
      assertThat(answer.body()).as(range).isEmpty();
      assertThat(answer.headers().firstValue("Content-Range"))
          .as(range)
          .contains("bytes */" + wave.length);
    }
  }

  @Test
  void allIsSentWhereItIsAskedForInAnotherUnit() {
    endpoint.script(json(said(segment(0, 2, "Ding dong."))));
    var id = product.upload("bell.wav", Waves.of(2, 4_000), "public");
    product.settled(id);
    var content = "/api/v1/documents/" + id + "/content";

    var answer = Caller.admin(product.port()).with("Range", "foo=0-1").get(content);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Range")).isEmpty();
    assertThat(answer.body()).isEqualTo(admin.get(content).body());
  }

  @Test
  void theAnswersOfAThreadTellTheirMomentsByOneQuery() {
    endpoint.script(
        json(
            said(
                segment(0, 70, "The lock of the canal was widened by Mr Abt in June."),
                segment(70, 95, "The weir of the canal was repaired by Ms Boll in March."))));
    var id = product.read("canal.wav", Waves.of(96, 4_000), "public").get("id").asString();
    var thread = ask(id, "Who widened the lock of the canal?", null).get("thread").asString();
    ask(id, "Who repaired the weir of the canal?", thread);

    var asked = new AtomicReference<JsonNode>();
    var queries =
        JdbcQueries.during(
            product.bean(JdbcOperations.class),
            () -> asked.set(JSON.readTree(admin.get("/api/v1/threads/" + thread).body())));

    var cited = asked.get().at("/turns");
    assertThat(cited).as(cited.toString()).hasSize(2);
    assertThat(seconds(cited.at("/0/citations"))).contains(0).isSubsetOf(0, 70);
    assertThat(seconds(cited.at("/1/citations"))).contains(70).isSubsetOf(0, 70);
    assertThat(queries).filteredOn(it -> it.contains("from version_time")).hasSize(1);
  }

  @Test
  void theDraftsOfAListTellTheirMomentsByOneQuery() {
    endpoint.script(
        json(
            said(
                segment(0, 70, "The tower of the abbey was built of sandstone by the monks."),
                segment(70, 95, "The bells of the abbey were cast of bronze by a founder."))));
    var id = product.read("abbey.wav", Waves.of(96, 4_000), "public").get("id").asString();
    draft(id, "The first");
    draft(id, "The second");

    var listed = new AtomicReference<JsonNode>();
    var queries =
        JdbcQueries.during(
            product.bean(JdbcOperations.class),
            () -> listed.set(JSON.readTree(admin.get("/api/v1/drafts").body())));

    var drafts = listed.get().at("/items");
    assertThat(drafts).hasSize(2);
    assertThat(drafts)
        .allSatisfy(
            draft -> assertThat(seconds(draft.get("citations"))).isNotEmpty().isSubsetOf(0, 70));
    assertThat(queries).filteredOn(it -> it.contains("from version_time")).hasSize(1);
  }

  private static List<Integer> seconds(JsonNode citations) {
    return citations.valueStream().map(citation -> citation.get("seconds").asInt(-1)).toList();
  }

  private static JsonNode ask(String document, String question, @Nullable String thread) {
    var answer =
        admin.post(
            "/api/v1/ask",
            """
            {"question":"%s","mode":"extractive","documents":["%s"],"thread":%s}
            """
                .formatted(question, document, thread == null ? "null" : '"' + thread + '"'));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static void draft(String document, String title) {
    var answer =
        admin.post(
            "/api/v1/drafts",
            """
            {"template":"summary","title":"%s","inputs":{},"sources":[{"document":"%s"}]}
            """
                .formatted(title, document));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    var id = JSON.readTree(answer.body()).get("id").asString();
    await()
        .until(
            () -> JSON.readTree(admin.get("/api/v1/drafts/" + id).body()).get("state").asString(),
            "draft"::equals);
  }
}
