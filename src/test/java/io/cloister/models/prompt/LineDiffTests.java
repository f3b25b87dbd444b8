package io.cloister.models.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.models.prompt.LineDiff.Kind;
import io.cloister.models.prompt.LineDiff.Line;
import org.junit.jupiter.api.Test;

class LineDiffTests {

  @Test
  void tellsWhatStayedWhatWentAndWhatCame() {
    assertThat(LineDiff.of("a\nb\nc\nd", "a\nc\nx\nd"))
        .containsExactly(
            new Line(Kind.SAME, "a"),
            new Line(Kind.REMOVED, "b"),
            new Line(Kind.SAME, "c"),
            new Line(Kind.ADDED, "x"),
            new Line(Kind.SAME, "d"));
    assertThat(LineDiff.of("a\nb", "a")).endsWith(new Line(Kind.REMOVED, "b"));
    assertThat(LineDiff.of("a", "a\nb")).endsWith(new Line(Kind.ADDED, "b"));
    assertThat(LineDiff.of("", "")).isEmpty();
  }

  @Test
  void comparesTwoPromptsOfNothingButLinesWithoutTheMemoryForThat() {
    int most = PromptText.LONGEST - 1;
    var lines = LineDiff.of("same\n" + "\n".repeat(most), "same\n" + "x\n".repeat(most / 2));

    assertThat(lines).hasSize(1 + most + most / 2).startsWith(new Line(Kind.SAME, "same"));
    assertThat(lines).filteredOn(line -> line.kind() == Kind.ADDED).hasSize(most / 2);
  }
}
