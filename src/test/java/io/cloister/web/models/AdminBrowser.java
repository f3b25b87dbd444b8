package io.cloister.web.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.cloister.Caller;
import io.cloister.browser.Browser;
import io.cloister.browser.Browser.Width;
import io.cloister.browser.Looks;
import io.cloister.identity.Role;
import io.cloister.web.Shelf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;

/** A browser in which an administrator of their own is signed in on every page. */
final class AdminBrowser implements AutoCloseable {

  private final BeanFactory product;
  private final int port;
  private final String subject;
  private final Browser browser = Browser.open();
  private @Nullable Caller admin;

  /**
   * @param subject what pictures and the administrator are called after
   */
  AdminBrowser(BeanFactory product, int port, String subject) {
    this.product = product;
    this.port = port;
    this.subject = subject;
  }

  String address(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** A new page, which is there. */
  Page open(String path) {
    return open(path, Width.WIDE, ColorScheme.LIGHT);
  }

  Page open(String path, Width width, ColorScheme scheme) {
    var page = browser.page(width, scheme, admin(), port);
    page.navigate(address(path));
    return page;
  }

  private Caller admin() {
    if (admin == null) {
      var name = subject + "-" + UUID.randomUUID().toString().substring(0, 8);
      new Shelf(product).person(name, Role.ADMIN);
      admin = Caller.signedIn(port, name, Shelf.PASSWORD);
    }
    return admin;
  }

  /** Looks at these pages, wide and narrow, light and dark. */
  void look(String... paths) {
    look(List.of(paths), _ -> {});
  }

  /**
   * @param arrange what is done on the page before it is looked at
   */
  void look(String path, Consumer<Page> arrange) {
    look(List.of(path), arrange);
  }

  private void look(List<String> paths, Consumer<Page> arrange) {
    var wrong = new ArrayList<String>();
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (var width : Width.values()) {
        var shown = browser.page(width, scheme, admin(), port);
        for (var path : paths) {
          shown.navigate(address(path));
          arrange.accept(shown);
          var file = path.replaceAll("[^a-z]+", "-") + "-" + width + "-" + scheme;
          Browser.keep(shown, subject + file.toLowerCase(Locale.ROOT));
          Stream.of(Looks.wrong(shown), Looks.tablesToScroll(shown))
              .flatMap(List::stream)
              .forEach(each -> wrong.add(path + ", " + width + ": " + each));
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(complaints()).allMatch(each -> each.contains("422")); // of a form that was refused
  }

  List<String> complaints() {
    return browser.complaints();
  }

  @Override
  public void close() {
    browser.close();
  }
}
