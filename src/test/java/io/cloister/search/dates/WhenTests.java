package io.cloister.search.dates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhenTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "What was the margin in the latest report?",
        "most recent travel policy",
        "the most up-to-date list of suppliers",
        "Was sagt die neueste Reisekostenrichtlinie?",
        "aktuellster Stand der Preise",
        "le règlement le plus récent",
        "la política más reciente",
        "il regolamento più recente",
        "a política mais recente",
        "het nieuwste beleid",
      })
  void hearsThatTheLatestIsAskedFor(String question) {
    assertThat(When.of(question).isLatest()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "current assets of the company",
        "who was the last to sign",
        "\"latest\" in the title",
        "relatest",
        "travel policy",
      })
  void hearsItInNothingElse(String question) {
    assertThat(When.of(question)).isEqualTo(When.EVER);
  }

  @Test
  void takesWhatIsQuotedForWords() {
    assertThat(When.of("\"budget 2023\" of the board")).isEqualTo(When.EVER);
    assertThat(When.of("budget 2023 of the \"board\"").periods()).hasSize(1);
  }
}
