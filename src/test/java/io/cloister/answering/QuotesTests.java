package io.cloister.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.search.Hit;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotesTests {

  private static final Hit POLICY =
      Given.hit(
          "Records policy",
          """
          Visitors park behind the main building. Applications that did not lead to employment are
          destroyed six months after the position has been filled. Invoices are kept for 10 years.
          """,
          1.0);
  private static final Hit CANTEEN =
      Given.hit("Canteen", "The canteen opens at noon. Soup is served on Fridays.", 0.4);

  @Test
  void quotesTheSentenceThatSharesTheRareWords() {
    var quotes = quotes("How long are invoices kept?", List.of(CANTEEN, POLICY));

    assertThat(quotes.getFirst().text()).contains("Invoices are kept for 10 years.");
    assertThat(quotes.getFirst().hit()).isEqualTo(POLICY);
  }

  @Test
  void quotesExactlyWhatStandsThere() {
    for (var quote : quotes("When does the canteen serve soup?", List.of(POLICY, CANTEEN))) {
      var text = quote.hit().passage().text();
      assertThat(text.substring(quote.start(), quote.end())).isEqualTo(quote.text());
    }
  }

  @Test
  void countsOffsetsInTheDocumentNotInThePassage() {
    var passage = POLICY.passage();
    var later =
        new Hit(
            1,
            POLICY.document(),
            List.of(),
            new io.cloister.library.text.Passage(
                passage.version(), 3, null, 5000, null, passage.text()),
            List.of(),
            true,
            false);

    var quote = quotes("How long are invoices kept?", List.of(later)).getFirst();

    assertThat(quote.start()).isGreaterThanOrEqualTo(5000);
    assertThat(passage.text().substring(quote.start() - 5000, quote.end() - 5000))
        .isEqualTo(quote.text());
  }

  @Test
  void keepsEveryQuoteShortEvenOfAnEndlessSentence() {
    var endless = Given.hit("Endless", "retention " + "word 😀 ".repeat(500), 1);
    var unbroken = Given.hit("Unbroken", "retention😀".repeat(300), 1);

    for (var quote : quotes("What is retention?", List.of(endless, unbroken))) {
      assertThat(quote.text().length()).isLessThanOrEqualTo(Citation.LONGEST);
      assertThat(Character.isHighSurrogate(quote.text().charAt(quote.text().length() - 1)))
          .isFalse();
    }
  }

  @Test
  void knowsAnAnswerInOtherFormsOfTheWords() {
    var policy =
        Given.hit(
            "Records policy",
            "Applications of people who were not hired are kept for six months.",
            1.0);

    var found =
        new Quotes(Asked.of("How long do we keep applications?"), Given.RARE, null)
            .find(List.of(policy), 1);

    assertThat(found.signs().sentence()).isEqualTo(1);
    assertThat(found.signs().rarest()).isEqualTo(1);
    assertThat(found.signs().denial()).as("it is not the keeping that is denied").isZero();
    assertThat(Confidence.of(found.signs())).isGreaterThan(Confidence.ENOUGH);
  }

  @Test
  void seesThatASentenceDenies() {
    var policy = Given.hit("Records policy", "We do not keep applications that came late.", 1.0);

    var found =
        new Quotes(Asked.of("How long do we keep applications?"), Given.RARE, null)
            .find(List.of(policy), 1);

    assertThat(found.signs().denial()).isEqualTo(1);
  }

  @Test
  void quotesNothingTwice() {
    var copy = Given.hit("Copy of the policy", POLICY.passage().text(), 0.9);

    var quotes = quotes("How long are invoices kept?", List.of(POLICY, copy));

    assertThat(quotes.stream().map(Quote::text)).doesNotHaveDuplicates();
  }

  @Test
  void findsTheWordsOfScriptsWithoutBlanks() {
    var chinese =
        Given.hit("制度", "发票保存十年。访客停车在主楼后面。食堂中午开放。", 1, io.cloister.governance.Label.INTERNAL, "zh");

    assertThat(quotes("发票保存多久？", List.of(chinese)).getFirst().text()).contains("发票保存十年。");
  }

  @Test
  void isNotSureOfWhatSharesNoWord() {
    var near = found("How long are invoices kept?", List.of(POLICY)).signs();
    var far = found("Who painted the ceiling in Florence?", List.of(POLICY)).signs();

    assertThat(Confidence.of(near)).isGreaterThan(Confidence.ENOUGH);
    assertThat(Confidence.of(far)).isLessThan(Confidence.ENOUGH);
  }

  private static List<Quote> quotes(String question, List<Hit> hits) {
    return found(question, hits).quotes();
  }

  private static Quotes.Found found(String question, List<Hit> hits) {
    return new Quotes(Asked.of(question), Given.RARE, null).find(hits, 3);
  }
}
