package io.cloister.database;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import io.cloister.Caller;
import io.cloister.Cloister;
import io.cloister.Running;
import io.cloister.browser.Browser;
import io.cloister.browser.Browser.Width;
import io.cloister.browser.Looks;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** What the product answers while its database waits for room on the disk. */
class FullServerTests {

  private static ConfigurableApplicationContext product;
  private static CompletableFuture<HttpResponse<String>> waiting;
  private static Browser browser;
  private static Caller admin;
  private static Caller person;
  private static String token;
  private static int port;

  @BeforeAll
  static void fill() throws IOException {
    FullFiles.register();
    var folder = Files.createDirectories(Path.of("target", "test-data"));
    var data = Files.createTempDirectory(folder, "no-room").toAbsolutePath();
    product =
        SpringApplication.run(
            Cloister.class,
            "--server.port=0",
            "--cloister.data=" + data,
            "--spring.datasource.url=jdbc:h2:file:journal:full:%s/cloister;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
                .formatted(data),
            "--CLOISTER_ADMIN_PASSWORD=" + Running.PASSWORD,
            "--CLOISTER_BOOTSTRAP_TOKEN=" + Running.TOKEN);
    port = Integer.parseInt(product.getEnvironment().getRequiredProperty("local.server.port"));
    browser = Browser.open();
    admin = Caller.admin(port);
    person = Caller.signedIn(port, "admin", Running.PASSWORD);
    token = person.formToken("/c");
    FullFiles.fill(true);
    waiting = CompletableFuture.supplyAsync(() -> collection("waits"));
    await().atMost(PATIENCE).until(WantOfRoom::isFelt);
  }

  /** What waited is done then, and what was refused is not. */
  @AfterAll
  static void makeRoom() throws Exception {
    browser.close();
    try {
      assertThat(waiting).isNotDone();
      FullFiles.fill(false);
      assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).statusCode()).isEqualTo(201);
      await().atMost(PATIENCE).until(() -> !WantOfRoom.isFelt());
      assertThat(collection("later").statusCode()).isEqualTo(201);
      assertThat(admin.get("/api/v1/collections").body())
          .contains("waits", "later")
          .doesNotContain("refused");
    } finally {
      FullFiles.fill(false);
      product.close();
    }
  }

  @Test
  void aProgramGetsAProblemThatSaysWhatToDo() {
    for (var key : new String[] {"", "a-key"}) {
      var program = Caller.admin(port);
      if (!key.isEmpty()) {
        program.with("Idempotency-Key", key);
      }
      var answer = program.post("/api/v1/collections", "{\"name\":\"refused\"}");

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      var problem = JsonMapper.shared().readTree(answer.body());
      assertThat(problem.path("status").asInt()).isEqualTo(507);
      assertThat(problem.path("code").asString()).isEqualTo("disk-full");
      assertThat(problem.path("type").asString()).isEqualTo("urn:cloister:problem:disk-full");
      assertThat(problem.path("detail").asString()).isEqualTo("The server's disk is full");
      assertThat(problem.path("hint").asString())
          .contains("Ask whoever runs the server to free space", "then try again");
    }
  }

  @Test
  void aPersonGetsAPageInTheirLanguage() {
    var english = page("en");
    assertThat(english.expectFirst("html").attr("lang")).isEqualTo("en");
    assertThat(english.expectFirst("h1").text()).isEqualTo("No room left");
    assertThat(english.expectFirst("main").text())
        .contains("507", "is full", "Ask whoever runs the server to free space, then try again.");

    var german = page("de");
    assertThat(german.expectFirst("html").attr("lang")).isEqualTo("de");
    assertThat(german.expectFirst("h1").text()).isEqualTo("Kein Platz mehr");
    assertThat(german.expectFirst("main").text())
        .contains("507", "ist voll", "Bitten Sie, wer den Server betreibt, Platz zu schaffen");
  }

  private static Document page(String language) {
    var caller = Caller.nobody(port).with("Accept-Language", language);
    caller.with("Accept", "text/html").cookies().putAll(person.cookies());
    var answer = caller.form("/c", refused());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    var page = Jsoup.parse(answer.body());
    assertThat(page.select("header.top input[name=q]")).isNotEmpty();
    assertThat(page.expectFirst("nav").text()).isNotBlank();
    return page;
  }

  @Test
  void aPartOfAPageIsToldAsAPart() {
    var script = Caller.nobody(port).with("HX-Request", "true");
    script.cookies().putAll(person.cookies());

    var answer = script.form("/c", refused());

    assertThat(answer.statusCode()).isEqualTo(507);
    assertThat(answer.body())
        .startsWith("<div class=\"note note-bad\"")
        .contains("No room left")
        .doesNotContain("<html");
  }

  @Test
  void whoSignsInIsToldToo() {
    var answer =
        Caller.nobody(port)
            .with("Accept", "text/html")
            .submit("/sign-in", "/sign-in", Map.of("name", "admin", "password", Running.PASSWORD));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
    assertThat(answer.body()).contains("<main", "No room left");
  }

  @Test
  void readingAndSearchingGoOn() {
    for (var path : new String[] {"/api/v1/collections", "/api/v1/search?q=words", "/readyz"}) {
      assertThat(admin.get(path).statusCode()).as(path).isEqualTo(200);
    }
    for (var path : new String[] {"/c", "/search?q=words"}) {
      assertThat(person.get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"WIDE, LIGHT", "WIDE, DARK", "NARROW, LIGHT", "NARROW, DARK"})
  void thePageIsLegibleAndFits(Width width, ColorScheme scheme) {
    var page = browser.page(width, scheme, person, port);
    page.navigate("http://127.0.0.1:%d/c".formatted(port));
    page.fill("#new input[name=name]", "refused");
    page.click("#new button");

    assertThat(page.textContent("h1")).isEqualTo("No room left");
    Browser.keep(page, "no-room-%s-%s".formatted(width, scheme).toLowerCase());
    assertThat(Looks.wrong(page)).isEmpty();
    assertThat(Looks.invisibleFocus(page, 12)).isEmpty();
    assertThat(browser.complaints()).allMatch(complaint -> complaint.contains("507"));
  }

  private static Map<String, String> refused() {
    return Map.of("name", "refused", "label", "internal", "_csrf", token);
  }

  private static HttpResponse<String> collection(String name) {
    return admin.post("/api/v1/collections", "{\"name\":\"%s\"}".formatted(name));
  }
}
