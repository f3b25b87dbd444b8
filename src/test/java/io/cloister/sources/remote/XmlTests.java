package io.cloister.sources.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.sources.place.PlaceFailed;
import io.cloister.sources.place.SourceProblem;
import org.junit.jupiter.api.Test;

/** Lists as hostile servers write them. */
class XmlTests {

  @Test
  void readsEntriesAndWhatStandsOutsideOfThem() {
    var listed =
        list("<list><more>yes</more><entry><a>1</a><b/></entry><entry><a>2</a></entry></list>");

    assertThat(listed.rest().text("more")).isEqualTo("yes");
    assertThat(listed.entries()).hasSize(2);
    assertThat(listed.entries().getFirst().text("a")).isEqualTo("1");
    assertThat(listed.entries().getFirst().has("b")).isTrue();
    assertThat(listed.entries().getLast().has("b")).isFalse();
  }

  @Test
  void expandsAndFetchesNothing() {
    refuses(
        "<!DOCTYPE list [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            + "<list><entry><a>&x;</a></entry></list>");
    refuses(
        "<!DOCTYPE list [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
            + "<list><entry><a>&b;</a></entry></list>");
  }

  @Test
  void refusesWhatIsNoSuchListOrNestsTooDeep() {
    refuses("<other/>");
    refuses("not xml");
    refuses("<list>" + "<a>".repeat(100_000));
  }

  @Test
  void givesUpOnTextInManyParts() {
    refuses("<list><entry><a>" + "x<!-- -->".repeat(100_000) + "</a></entry></list>");
  }

  private static Xml.Listed list(String text) {
    return Xml.list(text.getBytes(UTF_8), "list", "entry");
  }

  private static void refuses(String text) {
    assertThatExceptionOfType(PlaceFailed.class)
        .isThrownBy(() -> list(text))
        .satisfies(failed -> assertThat(failed.problem()).isEqualTo(SourceProblem.NOT_UNDERSTOOD));
  }
}
