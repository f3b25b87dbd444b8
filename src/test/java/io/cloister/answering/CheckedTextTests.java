package io.cloister.answering;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.search.Hit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckedTextTests {

  private static final List<Hit> SOURCES =
      List.of(
          Given.hit("Records policy", "Invoices are kept for 10 years. Drafts are not kept.", 1),
          Given.hit("Budget", "The budget of Aqualith is 1,250,000 EUR for Dr. Keller's team.", 1));

  private final List<CheckedSentence> seen = new ArrayList<>();
  private final List<String> blocks = new ArrayList<>();

  @Test
  void checksEachSentenceAgainstWhatItCites() {
    var text = checked("Invoices are kept for 10 years [1]. The budget is 1,250,000 EUR. [2]");

    assertThat(text).extracting(CheckedSentence::verdict).containsOnly("supported");
    assertThat(text).extracting(CheckedSentence::citations).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void neverSupportsAnAlteredNumberNorAForeignName() {
    var text =
        checked(
            "Invoices are kept for 11 years [1]. The budget of Borealith is 1,250,000 EUR [2]. "
                + "Drafts are kept [1]. Invoices are kept for 10 years [2].");

    assertThat(text).hasSize(4).extracting(CheckedSentence::verdict).containsOnly("unsupported");
  }

  @Test
  void callsUncitedWhatCitesNothingOrNothingThatExists() {
    var text = checked("Invoices are kept for 10 years. Drafts are not kept [7].");

    assertThat(text).extracting(CheckedSentence::verdict).containsExactly("uncited", "uncited");
  }

  @Test
  void takesMarksInTheFormsThatModelsWriteThem() {
    assertThat(CheckedText.marks("As agreed [1, 2].")).containsExactly(1, 2);
    assertThat(CheckedText.marks("As agreed [1][3].")).containsExactly(1, 3);
    assertThat(CheckedText.marks("As agreed 【2】.")).containsExactly(2);
    assertThat(CheckedText.marks("As agreed [Source 2].")).containsExactly(2);
    assertThat(CheckedText.marks("As agreed [^1].")).containsExactly(1);
    assertThat(CheckedText.marks("In the year [sic] 2020")).isEmpty();
  }

  @Test
  void findsTheSameSentencesHoweverTheTextIsCutOnItsWay() {
    var whole =
        "Invoices are kept for 10 years. [1] The budget of Dr. Keller's team is 1,250,000 EUR [2]."
            + "\n\nDrafts are not kept [1].";
    var expected = checked(whole);

    for (int size : new int[] {1, 2, 3, 7, 50}) {
      seen.clear();
      blocks.clear();
      var text = text();
      for (int i = 0; i < whole.length(); i += size) {
        text.append(whole.substring(i, Math.min(whole.length(), i + size)));
      }
      assertThat(text.finish()).as("pieces of " + size).isEqualTo(expected);
      assertThat(seen).isEqualTo(expected);
      assertThat(blocks).hasSize(2);
    }
    assertThat(new Answer.Words(expected, List.of()).text()).isEqualTo(whole);
  }

  @Test
  void checksASentenceBeforeTheNextIsFinished() {
    var text = text();
    text.append("Invoices are kept for 10 years [1]. The bud");

    assertThat(seen).hasSize(1);
  }

  @Test
  void takesAMarkBeforeTheFirstWord() {
    assertThat(checked("[1] Invoices are kept for 10 years."))
        .singleElement()
        .satisfies(sentence -> assertThat(sentence.verdict()).isEqualTo("supported"));
  }

  @Test
  void keepsASentenceThatWasCutOff() {
    assertThat(checked("Invoices are kept for 10 years [1]. The budget of")).hasSize(2);
  }

  @Test
  void dropsSignsThatAreNotSeen() {
    assertThat(CheckedText.plain("a\u0000b\u202ec\ue000d\r\ne\tf")).isEqualTo("abcd\ne\tf");
  }

  private List<CheckedSentence> checked(String whole) {
    var text = text();
    text.append(whole);
    return text.finish();
  }

  private CheckedText text() {
    return new CheckedText(
        SOURCES,
        WordsOnly.GROUNDING,
        "en",
        new Progress() {
          @Override
          public void check(CheckedSentence sentence) {
            seen.add(sentence);
          }

          @Override
          public void block(String markdown) {
            blocks.add(markdown);
          }
        });
  }
}
