package io.cloister.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VisibleTextTests {

  @Test
  void whatShowsNothingIsNone() {
    for (var name :
        List.of(
            "",
            " ",
            "\t\n",
            "\u0000\u0007",
            "\u007f\u0085",
            "\u00a0\u3000",
            "\u200b\u200d\ufeff",
            "\u202e\u2066",
            "\u3164",
            "\u2800 \ufe0f",
            "\ud83d",
            "\udb40\udc20")) {
      assertThat(VisibleText.isIn(name)).as(name).isFalse();
      assertThat(VisibleText.of(name)).isEmpty();
    }
    assertThat(VisibleText.isIn(null)).isFalse();
  }

  @Test
  void whatShowsSomethingIsKeptButForTheBlanksAroundIt() {
    assertThat(VisibleText.of(" a\u200b b ")).isEqualTo("a\u200b b");
    assertThat(VisibleText.of("\u2764\ufe0f")).isEqualTo("\u2764\ufe0f");
    for (var name : List.of(".", "漢字", "नमस्ते", "😀", "\u0301")) {
      assertThat(VisibleText.of(name)).isEqualTo(name);
    }
  }
}
