package io.cloister.library.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.library.VersionId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PartNamesTests {

  private static final VersionId VERSION = new VersionId(UUID.randomUUID());
  private static final String NAME = "minutes/M\u00e4rz  2026.txt";
  private static final String TEXT =
      "The letter.\n\nminutes/M\u00e4rz 2026.txt\n\nThe boiler was inspected.";
  private static final int START = "The letter.".length();
  private static final int NAMED = TEXT.indexOf("\n\nThe boiler");

  private final PlainText text = new PlainText(TEXT, List.of(0));

  @Test
  void coversTheNameWithWhichAPartBeginsAndMovesNothing() {
    var covered = PartNames.in(text, List.of(part(NAME, TEXT.length()))).covered(text);

    assertThat(covered.text())
        .hasSameSizeAs(TEXT)
        .startsWith("The letter.\n")
        .endsWith("\n\nThe boiler was inspected.")
        .doesNotContain("minutes", "M\u00e4rz", "txt");
    assertThat(covered.pageStarts()).containsExactly(0);
  }

  @Test
  void leavesWhatOnlyBeginsLikeAName() {
    var others =
        List.of(part("minutes/Mai.txt", TEXT.length()), part(NAME, START + 10), part(NAME, START));

    assertThat(PartNames.in(text, others).covered(text).text()).isEqualTo(TEXT);
  }

  @Test
  void coversPassagesWhereverTheyBegin() {
    var names = PartNames.in(text, List.of(part(NAME, TEXT.length())));
    int within = TEXT.indexOf("2026");

    var covered =
        names.covered(
            List.of(passage(0, 0, START), passage(1, START + 2, NAMED), passage(2, within)));

    assertThat(covered).extracting(Passage::ordinal).containsExactly(0, 2);
    assertThat(covered.getFirst().text()).isEqualTo("The letter.");
    assertThat(covered.getLast().text().strip()).isEqualTo("The boiler was inspected.");
    assertThat(covered.getLast().start()).isEqualTo(within);
    assertThat(covered.getLast().end()).isEqualTo(TEXT.length());
  }

  private static Part part(String name, int end) {
    return new Part(name, "text/plain", 1, START, end);
  }

  private static Passage passage(int ordinal, int from) {
    return passage(ordinal, from, TEXT.length());
  }

  private static Passage passage(int ordinal, int from, int to) {
    return new Passage(VERSION, ordinal, 1, from, null, TEXT.substring(from, to));
  }
}
