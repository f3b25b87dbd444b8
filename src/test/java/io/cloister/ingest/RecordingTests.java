package io.cloister.ingest;

import static io.cloister.ScriptedEndpoint.error;
import static io.cloister.ScriptedEndpoint.json;
import static io.cloister.ScriptedEndpoint.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import io.cloister.Caller;
import io.cloister.Cloister;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import io.cloister.browser.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Recordings on their way from an upload to a passage with its moment, over HTTP. */
class RecordingTests {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> SETTLED = Set.of("ready", "failed", "quarantined");
  private static final String ROUTES = "{\"mode\":\"own\",\"tier\":\"balanced\",\"routes\":[%s]}";
  private static final String TRANSCRIBE =
      "{\"function\":\"transcribe\",\"chain\":[\"ear/whisper\"]}";

  private static ConfigurableApplicationContext product;
  private static ScriptedEndpoint endpoint;
  private static Caller admin;

  private String collection;

  @BeforeAll
  static void start() throws IOException {
    var folder = Files.createDirectories(Path.of("target", "test-data"));
    var data = Files.createTempDirectory(folder, "recordings").toAbsolutePath();
    product =
        SpringApplication.run(
            Cloister.class,
            "--server.port=0",
            "--cloister.data=" + data,
            "--cloister.models.retries=0",
            "--cloister.models.failures=1000",
            "--cloister.jobs.back-off=50ms",
            "--CLOISTER_ADMIN_PASSWORD=" + Running.PASSWORD,
            "--CLOISTER_BOOTSTRAP_TOKEN=" + Running.TOKEN);
    admin =
        Caller.admin(
            Integer.parseInt(product.getEnvironment().getRequiredProperty("local.server.port")));
    endpoint = ScriptedEndpoint.start();
    var made =
        admin.post(
            "/api/v1/models/connections",
            """
            {"name":"ear","kind":"openai-compatible","baseUrl":"%s","boundary":"public",
             "models":[{"name":"whisper","kinds":["transcription"]}]}
            """
                .formatted(endpoint.address()));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    product.close();
    endpoint.close();
  }

  @BeforeEach
  void room() {
    collection = "recordings-" + UUID.randomUUID();
    var made =
        admin.post(
            "/api/v1/collections", "{\"name\":\"%s\",\"label\":\"public\"}".formatted(collection));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    route(TRANSCRIBE);
  }

  @Test
  void aHitTellsTheMomentAtWhichItWasSaid() {
    endpoint.script(
        json(
            said(
                segment(0, 40, "The meeting was opened in the usual way."),
                segment(40, 125, "Nobody had anything to add to the minutes of last time."),
                segment(125, 131, "The zirconium valve is to be inspected every autumn."))));

    var document = settled(upload("meeting.wav", Waves.of(132, 4_000), "public"));

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.get("failure").isNull()).isTrue();
    assertThat(document.at("/metadata/transcribed by").asString()).isEqualTo("ear/whisper");
    var id = document.get("id").asString();
    assertThat(admin.get("/api/v1/documents/" + id + "/text").body())
        .contains("The zirconium valve is to be inspected every autumn.");
    var passage = passage("zirconium");
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
    var id = upload("harbour.wav", Waves.of(132, 4_000), "public");
    settled(id);
    var answer =
        JSON.readTree(
            admin
                .post(
                    "/api/v1/ask",
                    """
                    {"question":"Who replaces the lamp of the lighthouse?","mode":"extractive",
                     "documents":["%s"]}
                    """
                        .formatted(id))
                .body());
    assertThat(answer.at("/citations/0/seconds").asInt()).as(answer.toString()).isEqualTo(125);
    var reader = Caller.signedIn(port(), "admin", Running.PASSWORD);

    try (var browser = Browser.open()) {
      var page = browser.page(Browser.Width.WIDE, ColorScheme.LIGHT, reader, port());
      page.navigate(
          "http://127.0.0.1:%d/ask/%s".formatted(port(), answer.get("thread").asString()));
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
  void isFoundByItsNameWhileNoModelHearsIt() {
    route("");
    int before = endpoint.seen().size();

    var document = settled(upload("Gasworks anniversary.wav", Waves.of(2, 4_000), "public"));

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.at("/failure/code").asString()).isEqualTo("not-transcribed");
    assertThat(document.at("/failure/hint").asString()).contains("route 'transcribe'");
    assertThat(found("anniversary")).contains(document.get("id").asString());
    assertThat(endpoint.seen()).hasSize(before);

    route(TRANSCRIBE);
    endpoint.script(json(said(segment(0, 2, "The gasometer was painted green."))));
    assertThat(retried(document).get("failure").isNull()).isTrue();
    assertThat(found("gasometer")).contains(document.get("id").asString());
  }

  @Test
  void isNotSentWhereItsLabelMayNotGo() {
    int before = endpoint.seen().size();

    var document = settled(upload("secret.wav", Waves.of(2, 4_000), "secret"));

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.at("/failure/code").asString()).isEqualTo("not-transcribed");
    assertThat(document.at("/failure/detail").asString()).contains("secret text may go no further");
    assertThat(endpoint.seen()).hasSize(before);
  }

  @Test
  void asksForNoPieceTwice() {
    endpoint.script(
        json(said(segment(0, 3, "The first reservoir is full."))), status(500, "out of memory"));

    var document = settled(upload("long.wav", Waves.of(601, 4_000), "public"));

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.at("/failure/code").asString()).isEqualTo("not-transcribed");
    int failed = endpoint.seen().size();
    endpoint.script(json(said(segment(0, 1, "The second reservoir is empty."))));

    var mended = retried(document);

    assertThat(mended.get("failure").isNull()).isTrue();
    assertThat(endpoint.seen()).hasSize(failed + 1);
    var id = document.get("id").asString();
    assertThat(admin.get("/api/v1/documents/" + id + "/text").body())
        .contains("first reservoir", "second reservoir");
    assertThat(passage("second").get("seconds").asInt()).isEqualTo(600);
    assertThat(rows("model_part")).isZero();
  }

  @Test
  void knowsTheTimeOfThePieceWhereTheModelTellsNone() {
    endpoint.script(
        error(400, "response_format 'verbose_json' is not compatible with this model"),
        json("{\"text\":\"The turbine hums.\"}"),
        json("{\"text\":\"The dynamo was replaced.\"}"));

    settled(upload("plain.wav", Waves.of(620, 4_000), "public"));

    assertThat(passage("dynamo").get("seconds").asInt()).isEqualTo(600);
    assertThat(moments()).contains(0L, 600_000L);
  }

  @Test
  void nothingMoreOfItIsSentOnceItIsInTheBin() {
    var binned = new AtomicReference<String>();
    endpoint.script(
        (own, exchange) -> {
          await().until(() -> binned.get() != null);
          assertThat(admin.delete("/api/v1/documents/" + binned.get()).statusCode())
              .isBetween(200, 204);
          json(said(segment(0, 3, "The first reservoir is full."))).play(own, exchange);
        },
        json(said(segment(0, 1, "The second reservoir is empty."))));
    int before = endpoint.seen().size();

    var id = upload("regretted.wav", Waves.of(601, 4_000), "public");
    binned.set(id);

    await().until(() -> rows("model_part") > 0);
    await().until(() -> SETTLED.contains(state(id)));
    assertThat(endpoint.seen()).hasSize(before + 1);
    assertThat(admin.post("/api/v1/documents/" + id + "/restore", "{}").statusCode())
        .isBetween(200, 204);
    assertThat(retried(document(id)).get("failure").isNull()).isTrue();
    assertThat(endpoint.seen()).hasSize(before + 2);
  }

  @Test
  void aDeadEndpointHoldsUpNobody() {
    endpoint.script(status(503, "down"));
    var first = upload("dead.wav", Waves.of(2, 4_000), "public");
    var text =
        admin.upload(
            "/api/v1/documents", Map.of("collection", collection), "after.txt", "Life goes on.");
    assertThat(text.statusCode()).isEqualTo(202);

    assertThat(settled(id(text.body())).get("status").asString()).isEqualTo("ready");
    var document = settled(first);
    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.at("/failure/code").asString()).isEqualTo("not-transcribed");
    assertThat(document.at("/failure/detail").asString()).contains("ear/whisper");
  }

  @Test
  void isPlayedInParts() {
    endpoint.script(json(said(segment(0, 2, "Ding dong."))));
    var wave = Waves.of(2, 4_000);
    var id = upload("bell.wav", wave, "public");
    settled(id);

    var part =
        Caller.admin(port())
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
    var id = upload("bell.wav", wave, "public");
    settled(id);

    for (var range : List.of("5-2", "999999-", "99999999999999999999-", "-0", "x")) {
      var answer =
          Caller.admin(port())
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
  void aListOfRecordingsIsNone() {
    int before = endpoint.seen().size();
    var id =
        upload(
            "radio.m3u", "#EXTM3U\r\nhttp://tracker.example/1.mp3\r\n".getBytes(UTF_8), "public");

    var document = settled(id);

    assertThat(document.at("/failure/code").asString()).isNotEqualTo("not-transcribed");
    var content = admin.get("/api/v1/documents/" + id + "/content");
    assertThat(content.headers().firstValue("Content-Type")).contains("application/octet-stream");
    assertThat(endpoint.seen()).hasSize(before);
  }

  @Test
  void keepsItsNameWhereNothingIsSaid() {
    endpoint.script(json("{\"text\":\"\",\"segments\":[]}"));

    var document = settled(upload("Remembrance silence.wav", Waves.of(2, 4_000), "public"));

    assertThat(document.get("status").asString()).isEqualTo("ready");
    assertThat(document.at("/failure/detail").asString()).contains("no word");
    assertThat(found("remembrance")).contains(document.get("id").asString());
  }

  @Test
  void leavesNothingWhenItIsPurged() {
    endpoint.script(json(said(segment(0, 2, "Ding dong."))));
    var id = upload("gone.wav", Waves.of(2, 4_000), "public");
    settled(id);
    assertThat(rows("version_time")).isPositive();

    assertThat(admin.delete("/api/v1/documents/" + id + "?purge=true").statusCode())
        .isBetween(200, 204);

    var left =
        product
            .getBean(JdbcClient.class)
            .sql(
                "select count(*) from version_time t left join document_version v"
                    + " on v.id = t.version_id where v.id is null or v.document_id = ?")
            .param(UUID.fromString(id))
            .query(Long.class)
            .single();
    assertThat(left).isZero();
    assertThat(found("Ding")).doesNotContain(id);
  }

  // --- help ---------------------------------------------------------------------------------

  private static void route(String routes) {
    var routed = admin.send("PUT", "/api/v1/models/routes", ROUTES.formatted(routes));
    assertThat(routed.statusCode()).as(routed.body()).isEqualTo(200);
  }

  private static String said(String... segments) {
    return "{\"text\":\"as in its segments\",\"segments\":[" + String.join(",", segments) + "]}";
  }

  private static String segment(double start, double end, String text) {
    return "{\"start\":%s,\"end\":%s,\"text\":\" %s\"}".formatted(start, end, text);
  }

  private String upload(String name, byte[] bytes, String label) {
    var answer =
        admin.upload(
            "/api/v1/documents", Map.of("collection", collection, "label", label), name, bytes);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return id(answer.body());
  }

  private static String id(String received) {
    return JSON.readTree(received).at("/documents/0/id").asString();
  }

  private JsonNode retried(JsonNode document) {
    var id = document.get("id").asString();
    assertThat(admin.post("/api/v1/documents/" + id + "/retry", "{}").statusCode()).isEqualTo(202);
    return settled(id);
  }

  private static JsonNode settled(String id) {
    await().until(() -> SETTLED.contains(document(id).get("status").asString()));
    return document(id);
  }

  /** Also of what is in the bin. */
  private static String state(String id) {
    return product
        .getBean(JdbcClient.class)
        .sql("select status from document_version where document_id = ?")
        .param(UUID.fromString(id))
        .query(String.class)
        .single();
  }

  private static JsonNode document(String id) {
    return JSON.readTree(admin.get("/api/v1/documents/" + id).body());
  }

  private JsonNode passage(String words) {
    return JSON.readTree(found(words)).at("/hits/0/passage");
  }

  private String found(String words) {
    return admin
        .get("/api/v1/search?q=" + words.replace(" ", "%20") + "&collection=" + collection)
        .body();
  }

  private static long rows(String table) {
    return product
        .getBean(JdbcClient.class)
        .sql("select count(*) from " + table)
        .query(Long.class)
        .single();
  }

  private static List<Long> moments() {
    return product
        .getBean(JdbcClient.class)
        .sql("select from_millis from version_time")
        .query(Long.class)
        .list();
  }

  private static int port() {
    return Integer.parseInt(product.getEnvironment().getRequiredProperty("local.server.port"));
  }
}
