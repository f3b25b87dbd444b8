package io.cloister.browser;

import static io.cloister.SlowMachines.PATIENCE;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import io.cloister.Caller;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real browser, without a screen: Debian's chromium from the PATH, or the one that the system
 * property {@code cloister.chromium} names; its shell without windows, where it is there, as that
 * takes half the time. One process serves all tests of a JVM; what is opened in it here knows
 * nothing of the others. Used by one thread, closed by whoever opened it.
 */
public final class Browser implements AutoCloseable {

  /** How wide the screen is, in pixels as style sheets count them. */
  public enum Width {
    WIDE(1360, 860),
    NARROW(390, 844);

    final int width;
    final int height;

    Width(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  // pictures are for eyes, and slow
  private static final boolean KEPT = Boolean.getBoolean("cloister.screenshots");

  /** Started at the first use; ends with the JVM. */
  private static com.microsoft.playwright.@Nullable Browser process;

  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  private Browser() {}

  /**
   * @throws IllegalStateException if there is no chromium: these tests are never skipped
   */
  public static Browser open() {
    process();
    return new Browser();
  }

  private static synchronized com.microsoft.playwright.Browser process() {
    if (process == null) {
      process = launch();
    }
    return process;
  }

  private static com.microsoft.playwright.Browser launch() {
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    var options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(chromium())
            .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage"));
    return playwright.chromium().launch(options);
  }

  private static Path chromium() {
    var named = System.getProperty("cloister.chromium");
    var candidates =
        named != null
            ? Stream.of(Path.of(named))
            : Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(folder ->
                    Stream.of(
                            "chromium-headless-shell",
                            "chromium",
                            "chromium-browser",
                            "google-chrome")
                        .map(name -> Path.of(folder, name)));
    return candidates
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "No chromium was found. Install it (Debian: apt-get install chromium) or name"
                    + " it by -Dcloister.chromium=/path/to/chromium."));
  }

  /** A new page that nobody has signed in on, in English. */
  public Page page(Width width, ColorScheme scheme) {
    return page(options(width, scheme));
  }

  /** A new page with the session of {@code caller}. */
  public Page page(Width width, ColorScheme scheme, Caller caller, int port) {
    return signedIn(page(width, scheme), caller, port);
  }

  /** The same in a browser that runs no scripts. */
  public Page withoutScripts(Caller caller, int port) {
    var options = options(Width.WIDE, ColorScheme.LIGHT).setJavaScriptEnabled(false);
    return signedIn(page(options), caller, port);
  }

  private static Page signedIn(Page page, Caller caller, int port) {
    page.context()
        .addCookies(
            caller.cookies().entrySet().stream()
                .map(cookie ->
                    new Cookie(cookie.getKey(), cookie.getValue())
                        .setUrl("http://127.0.0.1:" + port))
                .toList());
    return page;
  }

  private static com.microsoft.playwright.Browser.NewContextOptions options(
      Width width, ColorScheme scheme) {
    return new com.microsoft.playwright.Browser.NewContextOptions()
        .setViewportSize(width.width, width.height)
        .setColorScheme(scheme)
        // or what is looked at is half way from one look to the next
        .setReducedMotion(ReducedMotion.REDUCE)
        .setLocale("en-GB")
        .setAcceptDownloads(true);
  }

  private Page page(com.microsoft.playwright.Browser.NewContextOptions options) {
    BrowserContext context = process().newContext(options);
    contexts.add(context);
    context.setDefaultTimeout(PATIENCE.toMillis());
    var page = context.newPage();
    page.onConsoleMessage(message -> {
      if (message.type().equals("error") || message.type().equals("warning")) {
        complaints.add(page.url() + ": " + message.text());
      }
    });
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    return whole(page);
  }

  /** The page, but that whatever is done with it waits until the last document is there whole. */
  private static Page whole(Page page) {
    return (Page)
        Proxy.newProxyInstance(
            Page.class.getClassLoader(),
            new Class<?>[] {Page.class},
            (_, method, arguments) -> {
              // a click comes back as soon as the next document begins
              if (!page.isClosed()) {
                page.waitForLoadState(LoadState.DOMCONTENTLOADED);
              }
              try {
                return method.invoke(page, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /**
   * What the browser's console has complained of so far, scripts and styles it refused included.
   */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /**
   * Keeps a picture of the whole page below {@code target/screenshots}, if the system property
   * {@code cloister.screenshots} is true.
   */
  public static void keep(Page page, String name) {
    if (!KEPT) {
      return;
    }
    var file = SCREENSHOTS.resolve(name + ".png");
    page.evaluate("() => document.fonts.ready.then(() => true)");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
  }

  @Override
  public void close() {
    contexts.forEach(BrowserContext::close);
  }
}
