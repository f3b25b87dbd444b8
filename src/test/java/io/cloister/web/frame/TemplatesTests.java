package io.cloister.web.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** Mistakes in templates that a page shows only in a state that no other test may reach. */
class TemplatesTests {

  /** Fragments are put in before conditions are looked at, whatever the order on the line. */
  @Test
  void noElementIsReplacedAndConditional() throws IOException {
    var wrong = new ArrayList<String>();
    try (var files = Files.walk(Path.of("src/main/resources/templates"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".html")).toList()) {
        var page = Jsoup.parse(Files.readString(file));
        for (var condition : new String[] {"if", "unless", "each"}) {
          page.select(
                  "[th\\:replace][th\\:" + condition + "], [th\\:insert][th\\:" + condition + "]")
              .forEach(element -> wrong.add(file.getFileName() + ": " + element.shallowClone()));
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** One brace too few, and a browser silently leaves out the rest of the file. */
  @Test
  void everyRuleOfAStyleSheetIsClosed() throws IOException {
    try (var files = Files.walk(Path.of("src/main/resources/static"))) {
      for (Path file :
          files
              .filter(
                  each -> each.toString().endsWith(".css") && !each.toString().contains("vendor"))
              .toList()) {
        int depth = 0;
        for (int at : Files.readString(file).chars().toArray()) {
          depth += at == '{' ? 1 : (at == '}' ? -1 : 0);
          assertThat(depth).as("%s", file).isBetween(0, 3);
        }
        assertThat(depth).as("%s", file).isZero();
      }
    }
  }
}
