package io.cloister.web.inbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.cloister.Caller;
import io.cloister.Running;
import io.cloister.browser.Browser;
import io.cloister.browser.Browser.Width;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Files on their way, in a browser. */
@Running
class InboxPageTests {

  @LocalServerPort int port;
  private final String name = "inbox-" + UUID.randomUUID();

  @Test
  void goesOnInTheNextPageWhenTheConnectionIsBack() {
    try (var browser = Browser.open()) {
      var page =
          browser.page(
              Width.WIDE,
              ColorScheme.LIGHT,
              Caller.signedIn(port, "admin", Running.PASSWORD),
              port);
      page.navigate("http://127.0.0.1:" + port + "/inbox");
      page.context().setOffline(true);
      add(page, "The valve of " + name + " is inspected in autumn.");
      await(page, "Connection lost");

      page.context().setOffline(false);
      page.navigate("http://127.0.0.1:" + port + "/c");
      await(page, "Open");

      page.navigate("http://127.0.0.1:" + port + "/inbox");
      add(page, "Other words.");
      await(page, "Make it its new version");
    }
    assertThat(Caller.admin(port).get("/api/v1/documents?q=" + name).body())
        .contains("\"total\":2");
  }

  private void add(Page page, String text) {
    var file = new FilePayload(name + ".txt", "text/plain", text.getBytes(StandardCharsets.UTF_8));
    page.locator("#add input[type=file]").first().setInputFiles(file);
    page.locator("#add button").click();
  }

  private static void await(Page page, String text) {
    assertThat(page.locator("#uploads").getByText(text)).isVisible();
  }
}
