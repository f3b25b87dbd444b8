package io.cloister.library.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.library.VersionId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AttributionTests {

  private static final VersionId VERSION = new VersionId(UUID.randomUUID());

  @Test
  void coversItsOwnLineAndMovesNothing() {
    var line = Attribution.READ.line("my eyes/deepseek-ai/DeepSeek-OCR [4 bit]");
    var text = "Page 1\n" + line + "\n\nThe boiler was inspected.";

    var covered = Attribution.covered(new PlainText(text, List.of(0)));

    assertThat(covered.text())
        .isEqualTo("Page 1\n" + "\n".repeat(line.length()) + "\n\nThe boiler was inspected.");
    assertThat(covered.pageStarts()).containsExactly(0);
  }

  @Test
  void leavesOtherBracketsAsTheyAre() {
    var text = "[Read by the clerk]\nAs [Read by a/b] says.\n[Described by]\n[See a/b]";

    assertThat(Attribution.covered(new PlainText(text, List.of())).text()).isEqualTo(text);
  }

  @Test
  void leavesOutPassagesOfNothingElse() {
    var line = Attribution.DESCRIBED.line("eye/sees");
    var alone = new Passage(VERSION, 0, 1, 0, null, line);
    var withMore = new Passage(VERSION, 1, 1, 40, null, line + "\n\nA lighthouse.");

    var covered = Attribution.covered(List.of(alone, withMore));

    assertThat(covered)
        .singleElement()
        .satisfies(passage -> {
          assertThat(passage.ordinal()).isEqualTo(1);
          assertThat(passage.end()).isEqualTo(withMore.end());
          assertThat(passage.text().strip()).isEqualTo("A lighthouse.");
        });
  }
}
