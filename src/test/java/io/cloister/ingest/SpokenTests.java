package io.cloister.ingest;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.library.text.Said;
import io.cloister.models.Transcript;
import org.junit.jupiter.api.Test;

/** Times that a model made up. */
class SpokenTests {

  @Test
  void nothingIsSaidAfterThePieceEnds() {
    var spoken = new Spoken();

    spoken.add(new Transcript.Builder().add(90_000, 90_004, "One.").build(), ZERO, ofSeconds(600));
    spoken.add(new Transcript.Builder().add(0, 4, "Two.").build(), ofSeconds(600), ofSeconds(900));

    assertThat(spoken.said())
        .extracting(Said::from)
        .allSatisfy(from -> assertThat(from).isLessThanOrEqualTo(ofSeconds(600)));
    assertThat(spoken.said().getLast().from()).isEqualTo(ofSeconds(600));
  }

  @Test
  void nothingIsSaidBeforeWhatStandsBeforeIt() {
    var spoken = new Spoken();

    spoken.add(
        new Transcript.Builder()
            .add(50, 60, "One.")
            .add(10, 20, "Two.")
            .add(70, 71, "Three.")
            .build(),
        ZERO,
        ofSeconds(600));

    assertThat(spoken.said()).extracting(Said::from).containsExactly(ofSeconds(50), ofSeconds(70));
  }
}
