package io.cloister.drafting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkupTests {

  @Test
  void aMarkBehindTheFullStopBelongsToItsSentence() {
    assertThat(Markup.sentences("Trips are approved first. [1] Receipts are kept. [2][3]"))
        .containsExactly("Trips are approved first. [1]", "Receipts are kept. [2][3]");
  }

  @Test
  void whatIsTakenApartCanBePutTogetherAgain() {
    var markdown =
        """
        ### Rules

        - First rule. [1]
        - Second rule. [2]

        1. Do this.
        1. Do that.

        A paragraph of two sentences. Here is the other.

        | What | Days |
        |---|---|
        | Receipts | 30 [1] |\
        """;

    assertThat(Markup.markdown(Markup.blocks(markdown))).isEqualTo(markdown);
  }

  @Test
  void whateverIsEscapedReadsAsItWas() {
    for (var text :
        new String[] {
          "Costs rose by 5 * 3 [sic] and _more_ <b>so</b> in [3].",
          "1. It is not a list, it's a sentence.",
          "- nor is this",
          "# no heading \\ and `no code` | no table"
        }) {
      var escaped = Markup.escaped(text);
      assertThat(Markup.plain(escaped)).isEqualTo(text);
      assertThat(Markup.marks(escaped)).isEmpty();
      assertThat(Markup.blocks("- " + escaped)).hasSize(1);
    }
  }

  @Test
  void whatIsHiddenInLinksPicturesAndTagsIsOnlyText() {
    var pieces =
        Pieces.of("See [here](javascript:alert(1)) ![x](http://evil/?q=1) <img src=x> [2]");

    assertThat(pieces).extracting(Pieces.Piece::text).noneMatch(text -> text.contains("evil"));
    assertThat(pieces).last().isEqualTo(new Pieces.Piece(Pieces.Style.CITE, "2"));
    assertThat(Markup.marks("See [1](http://evil) and [2].")).containsExactly(2);
  }
}
