package io.cloister.web.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.cloister.browser.Browser;
import io.cloister.browser.Browser.Width;
import io.cloister.browser.Looks;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    classes = FrameOnly.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "spring.flyway.enabled=false")
class FrameLooksTests {

  private static Browser browser;

  @LocalServerPort int port;

  @BeforeAll
  static void open() {
    browser = Browser.open();
  }

  @AfterAll
  static void close() {
    browser.close();
  }

  @ParameterizedTest
  @CsvSource({
    "parts, WIDE, LIGHT",
    "parts, WIDE, DARK",
    "parts, NARROW, LIGHT",
    "parts, NARROW, DARK",
    "bare, WIDE, LIGHT",
    "bare, NARROW, DARK",
    "help, WIDE, LIGHT",
    "help, NARROW, DARK"
  })
  void everyPartIsLegibleAndFits(String name, Width width, ColorScheme scheme) {
    var page = at(name.equals("help") ? "/help" : "/gallery/" + name, width, scheme);
    Browser.keep(page, "gallery-%s-%s-%s".formatted(name, width, scheme).toLowerCase());

    assertThat(Looks.overflow(page)).isZero();
    assertThat(Looks.faintTexts(page)).isEmpty();
    assertThat(Looks.smallTargets(page)).isEmpty();
    assertThat(Looks.invisibleFocus(page, 12)).isEmpty();
    assertThat(browser.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"WIDE, LIGHT", "WIDE, DARK", "NARROW, LIGHT", "NARROW, DARK"})
  void whatIsTooLongIsLegibleInAllLanguages(Width width, ColorScheme scheme) {
    try (var another = Browser.open()) { // its console complains of the status
      var page = another.page(width, scheme);
      page.navigate("http://localhost:%d/search?q=%s".formatted(port, "%E6%BC%A2".repeat(1_000)));
      Browser.keep(page, "too-long-%s-%s".formatted(width, scheme).toLowerCase());

      assertThat(page.locator("section[lang]").count()).isEqualTo(2);
      assertThat(page.getAttribute("html", "data-bs-theme"))
          .as("nobody is known, so the browser says it")
          .isEqualTo(scheme.name().toLowerCase());
      assertThat(another.complaints()).noneMatch(each -> each.contains("violates"));
      assertThat(Looks.wrong(page)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void whatIsRefusedOfAFormLooksSoWhateverKindOfFieldItIs(ColorScheme scheme) {
    var page = at("/gallery/parts", Width.WIDE, scheme);

    var usual = borders(page, "form .form-control:not([aria-invalid])");
    var refused = borders(page, "form [aria-invalid=true]");

    assertThat(refused).hasSize(3);
    assertThat(Set.copyOf(refused)).hasSize(1).doesNotContainAnyElementsOf(usual);
  }

  private static List<Object> borders(Page page, String fields) {
    var colours =
        page.locator(fields)
            .evaluateAll(
                "all => all.map(e => getComputedStyle(e)).map(it => it.borderColor + it.boxShadow)");
    return List.copyOf((List<?>) colours);
  }

  @Test
  void keysGoToPlacesUnlessSwitchedOff() {
    var page = at("/gallery/parts", Width.WIDE, ColorScheme.LIGHT);

    page.keyboard().press("/");
    assertThat(page.evaluate("document.activeElement.name")).isEqualTo("q");
    page.keyboard().type("g i");
    assertThat(page.inputValue("input[name=q]")).isEqualTo("g i");

    page.evaluate("document.activeElement.blur()");
    page.evaluate("document.documentElement.dataset.shortcuts = 'off'");
    page.keyboard().press("?");
    assertThat(page.isVisible("#keys")).isFalse();
    page.evaluate("document.documentElement.dataset.shortcuts = 'on'");
    page.keyboard().press("?");
    assertThat(page.isVisible("#keys")).isTrue();
    Browser.keep(page, "gallery-keys");
    page.keyboard().press("Escape");
    assertThat(page.isVisible("#keys")).isFalse();
  }

  @Test
  void aSearchThatNoAddressHoldsStaysAndSaysWhy() {
    var page = at("/gallery/parts", Width.WIDE, ColorScheme.LIGHT);
    var before = page.url();
    var field = page.locator("header.top input[name=q]");

    field.fill("\u6f22".repeat(700));
    field.press("Enter");

    assertThat(page.url()).isEqualTo(before);
    assertThat(field.evaluate("it => it.validationMessage").toString()).contains("fewer words");
    field.fill("\u6f22".repeat(600));
    field.press("Enter");
    page.waitForURL("**/search?q=**");
  }

  @Test
  void thePaletteFindsAPlaceByAFewLetters() {
    var page = at("/gallery/parts", Width.WIDE, ColorScheme.LIGHT);

    page.keyboard().press("Control+k");
    page.keyboard().type("hel");
    Browser.keep(page, "gallery-palette");
    page.keyboard().press("Enter");
    page.waitForURL("**/help");

    assertThat(page.title()).isEqualTo("Help · Cloister");
  }

  @Test
  void themeAndLanguageAreKept() {
    var page = at("/gallery/parts", Width.WIDE, ColorScheme.LIGHT);
    page.click(".person");
    Browser.keep(page, "gallery-person");
    page.click("button[name=theme][value=dark]");
    assertThat(page.getAttribute("html", "data-bs-theme")).isEqualTo("dark");
    page.waitForResponse("**/preferences", () -> page.click("button[name=theme][value=dark]"));
    page.click("button[name=language][value=de]");
    page.waitForSelector("html[lang=de]");

    assertThat(page.getAttribute("html", "data-bs-theme")).isEqualTo("dark");
    assertThat(page.textContent(".rail")).contains("Sammlungen");
  }

  @Test
  void whatIsNotThereSaysWhatToDoNext() {
    var page = browser.page(Width.WIDE, ColorScheme.LIGHT);
    var answer = page.navigate("http://localhost:" + port + "/nothing/here");
    Browser.keep(page, "gallery-404");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(page.textContent("main")).contains("There is nothing here", "Back to the search");
  }

  private Page at(String path, Width width, ColorScheme scheme) {
    var page = browser.page(width, scheme);
    page.navigate("http://localhost:" + port + path);
    page.waitForFunction("() => document.fonts.status === 'loaded'");
    assertThat(List.of(page.title())).allSatisfy(title -> assertThat(title).contains("Cloister"));
    return page;
  }
}
