package io.cloister.ingest;

import static io.cloister.ScriptedEndpoint.chat;
import static io.cloister.ScriptedEndpoint.json;
import static io.cloister.ingest.Recordings.said;
import static io.cloister.ingest.Recordings.segment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.options.ColorScheme;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.ScriptedEndpoint;
import io.cloister.ScriptedProduct;
import io.cloister.browser.Browser;
import io.cloister.browser.Looks;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What waits for a model, as an administrator sees it and has it read again. */
class WaitingPagesTests {

  private static ScriptedProduct product;
  private static ScriptedEndpoint endpoint;
  private static Caller admin;

  @BeforeAll
  static void start() {
    product = WaitingTests.product();
    endpoint = product.endpoint();
    admin = product.admin();
    product.room();
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  @Test
  void readsAgainAndSetsLimits() {
    product.read("page.wav", Waves.of(2, 4_000), "public");
    var browser = Caller.signedIn(product.port(), "admin", Running.PASSWORD);
    assertThat(browser.get("/models/routes").body()).contains("One recording waits");
    assertThat(browser.get("/models/waiting").body())
        .contains("One cannot")
        .doesNotContain("Read one document again");
    var page = "/models/waiting";
    assertThat(browser.submit(page, page + "/retry", Map.of("function", "vision")).statusCode())
        .isEqualTo(409);

    endpoint.script(json(said(segment(0, 1, "The weathercock creaks."))));
    product.route("transcribe", "ear/whisper");
    assertThat(browser.get("/models/waiting").body()).contains("Read one document again");
    browser.submit(page, page + "/retry", Map.of("function", "transcribe"));
    await().until(() -> product.rows("model_gap") == 0);

    var wrong = Map.of("visionPages", "many", "transcribeHours", "");
    assertThat(browser.submit(page, page + "/limits", wrong).statusCode()).isEqualTo(422);
    browser.submit(page, page + "/limits", Map.of("visionPages", "30", "transcribeHours", ""));
    assertThat(admin.get("/api/v1/models/limits").body()).contains("\"visionPages\":30");
  }

  @Test
  void looksRightWideAndNarrowLightAndDark() throws IOException {
    product.unroute();
    product.read("secret.wav", Waves.of(5, 4_000), "secret");
    product.read("open.wav", Waves.of(3, 4_000), "public");
    endpoint.script(chat("The first sluice."));
    admin.send("PUT", "/api/v1/models/limits", "{\"visionPages\":1,\"transcribeHours\":6}");
    product.route("vision", "eye/sees");
    var scan = product.read("two.pdf", Sights.scan("Typed, and long enough to look at."), "public");
    product.route("transcribe", "ear/whisper");
    var reader = Caller.signedIn(product.port(), "admin", Running.PASSWORD);

    try (var browser = Browser.open()) {
      for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (var width : Browser.Width.values()) {
          var page = browser.page(width, scheme, reader, product.port());
          for (var path :
              List.of("/models/waiting", "/models/routes", "/d/" + scan.get("id").asString())) {
            page.navigate("http://127.0.0.1:" + product.port() + path);
            var name = path.replaceAll("^/([a-z]+)(/[a-z]+$)?.*", "$1$2").replace('/', '-');
            Browser.keep(page, (name + "-" + width + "-" + scheme).toLowerCase(Locale.ROOT));
            assertThat(Looks.wrong(page)).as(path + ", " + width).isEmpty();
          }
          assertThat(page.textContent("#missing")).contains("1 of 2 pages described");
        }
      }
      assertThat(browser.complaints()).isEmpty();
    } finally {
      product.database().sql("delete from model_gap").update();
    }
  }
}
