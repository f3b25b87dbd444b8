package io.cloister.drafting.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.library.text.Sentence;
import org.junit.jupiter.api.Test;

class QuotableTests {

  @Test
  void aSentenceOfAListIsQuotedWithoutTheMarkOfTheList() {
    var sentence =
        new Sentence(10, "- Receipts must be handed in within 30 days after the return.");

    var quotable = Quotable.of(sentence);

    assertThat(quotable)
        .isEqualTo(new Sentence(12, "Receipts must be handed in within 30 days after the return."));
  }

  @Test
  void headingsTablesAndContentsAreNotQuoted() {
    for (var text :
        new String[] {
          "Travel and expenses policy of the company",
          "3.2 Hotels and meals ............................ 14",
          "12.4 18.9 22.0 31.7 44.1 50.2 61.8 70.3 years total sum of all units.",
          "Hotels | 140 euros | 30 days | every employee | finance department.",
          "Yes, it is so.",
          "and continues from the page before without any beginning of its own."
        }) {
      assertThat(Quotable.of(new Sentence(0, text))).as(text).isNull();
    }
  }

  @Test
  void whatLeansOnTheSentenceBeforeIsKnown() {
    assertThat(Quotable.needsItsContext("However, this was not decided by the board.")).isTrue();
    assertThat(Quotable.needsItsContext("Italy was visited by the board in the spring.")).isFalse();
  }
}
