package io.cloister.library.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTests {

  @Test
  void findsSentencesWithTheirPlaces() {
    var text = "  Records are kept.  They are then destroyed!\n";
    assertThat(Sentences.of(text))
        .containsExactly(
            new Sentence(2, "Records are kept."), new Sentence(21, "They are then destroyed!"));
    assertThat(Sentences.of(text))
        .allSatisfy(s -> assertThat(text.substring(s.start(), s.end())).isEqualTo(s.text()));
  }

  @Test
  void doesNotStopAtAbbreviationsAndInitials() {
    assertThat(texts("Dr. Smith met J. Doe at Acme Inc. in May. They agreed."))
        .containsExactly("Dr. Smith met J. Doe at Acme Inc. in May.", "They agreed.");
  }

  @Test
  void stopsAfterAYear() {
    assertThat(texts("Revenue rose in 2025. Costs fell."))
        .containsExactly("Revenue rose in 2025.", "Costs fell.");
  }

  @Test
  void endsASentenceAtABlankLineAndBeforeAListItem() {
    assertThat(texts("Heading\n\nFirst words\n- one\n- two"))
        .containsExactly("Heading", "First words", "- one", "- two");
  }

  @Test
  void knowsOtherScripts() {
    assertThat(texts("我们保存六个月。然后销毁。")).containsExactly("我们保存六个月。", "然后销毁。");
  }

  @Test
  void findsNothingInNothing() {
    assertThat(Sentences.of(" \n ")).isEmpty();
  }

  private static List<String> texts(String text) {
    return Sentences.of(text).stream().map(Sentence::text).toList();
  }
}
