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
                  "[th\\:replace][th\\:" + condition + "], [th\\:include][th\\:" + condition + "]")
              .forEach(element -> wrong.add(file.getFileName() + ": " + element.shallowClone()));
        }
      }
    }

    assertThat(wrong).isEmpty();
  }
}
