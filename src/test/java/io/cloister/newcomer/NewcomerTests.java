package io.cloister.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.cloister.Cloister;
import io.cloister.browser.Browser;
import io.cloister.browser.Browser.Width;
import io.cloister.browser.Looks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The newcomer's path through the browser, on an instance of its own that nobody has set up: from
 * the link in the log to an exported draft. Its pictures are kept; scripts/screenshot takes those
 * of the guide from them.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NewcomerTests {

  private static final Pattern LINK = Pattern.compile("https?://\\S+(/setup\\?link=\\S+)");
  private static final String PASSWORD = "first-administrator-2026";

  /** Reading the samples starts processes of its own, on a machine that has other things to do. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final String SETTLED =
      """
      async () => {
        const answer = await fetch('/api/v1/documents?size=50');
        const all = (await answer.json()).items;
        return all.every(d => ['ready', 'failed', 'quarantined'].includes(d.status))
            && all.filter(d => d.status === 'ready').length >= 9;
      }
      """;

  private ConfigurableApplicationContext product;
  private Browser browser;
  private String host;

  @AfterAll
  void stop() {
    if (browser != null) {
      browser.close();
    }
    if (product != null) {
      product.close();
    }
  }

  @Test
  void goesFromTheSetUpLinkToAnExportedDraft(CapturedOutput log) throws IOException {
    var folder = Files.createDirectories(Path.of("target", "test-data"));
    var data = Files.createTempDirectory(folder, "newcomer").toAbsolutePath();
    product = SpringApplication.run(Cloister.class, "--server.port=0", "--cloister.data=" + data);
    host = "http://127.0.0.1:" + product.getEnvironment().getProperty("local.server.port");
    browser = Browser.open();
    var page = browser.page(Width.WIDE, ColorScheme.LIGHT);

    setsUp(page, log);
    loadsTheSamples(page);
    findsAPassage(page);
    acceptsATag(page);
    asks(page);
    drafts(page);

    assertThat(browser.complaints()).isEmpty();
    assertThat(log.getOut()).doesNotContain("\tat io.cloister.", "ERROR");
  }

  private void setsUp(Page page, CapturedOutput log) {
    var link = LINK.matcher(log.getOut());
    assertThat(link.find()).as("the log tells the set-up link").isTrue();
    page.navigate(host + link.group(1));
    page.click("button[name=language][value=de]");
    page.waitForSelector("html[lang=de]");
    page.click("button[name=language][value=en]");
    page.waitForSelector("html[lang=en]");
    assertThat(page.url()).as("the link is kept").endsWith(link.group(1));
    keep(page, "1-set-up");
    page.fill("input[name=password]", PASSWORD);
    page.fill("input[name=again]", PASSWORD);
    page.click("main button.btn-primary");
    page.waitForURL("**/setup/samples");

    var stranger = browser.page(Width.NARROW, ColorScheme.DARK);
    stranger.navigate(host + link.group(1));
    assertThat(stranger.url()).as("the link works once").contains("/sign-in");
  }

  private void loadsTheSamples(Page page) {
    keep(page, "2-samples");
    page.click("main form[action='/samples'] button");
    page.waitForURL(url -> !url.endsWith("/setup/samples") && !url.endsWith("/samples"));
    page.navigate(host + "/inbox");
    keep(page, "3-being-read");
    var deadline = Instant.now().plus(PATIENCE);
    while (!page.evaluate(SETTLED).equals(true)) {
      assertThat(Instant.now()).as("the samples are read").isBefore(deadline);
      page.waitForTimeout(1000);
    }
    page.navigate(host + "/");
    keep(page, "4-home");
  }

  private void findsAPassage(Page page) {
    page.fill(".top input[name=q]", "how long are applications of candidates kept");
    page.press(".top input[name=q]", "Enter");
    page.waitForURL("**/search?**");
    assertThat(page.locator(".hit mark").first().textContent()).isNotBlank();
    keep(page, "5-search");
    page.locator(".hit a").first().click();
    page.waitForSelector("#passage");
    page.waitForSelector("#tags form");
    assertThat(page.textContent("article.leaf")).contains("six months");
    assertThat(
            page.evaluate(
                """
                () => {
                  const at = document.getElementById('passage').getBoundingClientRect();
                  return at.top >= 0 && at.top < innerHeight;
                }
                """))
        .as("the passage is in sight")
        .isEqualTo(true);
    page.waitForFunction("() => !document.querySelector('[hx-trigger=\"load\"]')");
    keep(page, "6-document");
    assertThat(Looks.overflow(page)).isZero();
  }

  private void acceptsATag(Page page) {
    var suggested = page.locator("#tags .tag-maybe span").first().textContent().strip();
    page.locator("#tags form[action$='/accept'] button").first().click();
    page.waitForSelector("#tags a.tag-set:has-text(\"" + suggested + "\")");
    keep(page, "7-tag");
  }

  private void asks(Page page) {
    page.navigate(host + "/ask");
    page.fill("textarea[name=q]", "How long do we keep applications?");
    page.click(".ask-form button.btn-primary");
    page.waitForSelector(".answer .cite");
    page.waitForURL("**/ask/**");
    assertThat(page.locator(".answer").last().textContent()).contains("months");
    keep(page, "8-answer");
  }

  private void drafts(Page page) {
    page.navigate(host + "/studio/new?template=summary");
    page.fill("input[name=title]", "Summary of a policy");
    page.locator("label:has-text('Records retention policy') input[name=documents]")
        .first()
        .check();
    page.locator("button[name=step][value=draft]").click();
    page.waitForURL("**/studio/*-*");
    page.waitForSelector("a[href*='format=docx']");
    keep(page, "9-draft");
    var download = page.waitForDownload(() -> page.click("a[href*='format=docx']"));
    assertThat(download.suggestedFilename()).endsWith(".docx");
    assertThat(download.path()).isNotEmptyFile();
  }

  private static void keep(Page page, String name) {
    Browser.keep(page, "newcomer-" + name);
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target/screenshots/view-" + name + ".png"))
            .setClip(0, 0, 1360, 720));
  }
}
