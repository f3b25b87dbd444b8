package io.cloister.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.Sheets.Placed;
import io.cloister.web.document.Marks.Mark;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MarksTests {

  private static final List<Placed> WORDS =
      List.of(
          new Placed("Kept", .1f, .1f, .2f, .12f),
          new Placed("six", .21f, .1f, .28f, .12f),
          new Placed("months.", .1f, .13f, .25f, .15f),
          new Placed("Kept", .3f, .13f, .4f, .15f),
          new Placed("six", .41f, .13f, .48f, .15f));

  @Test
  void marksEachLineOfAStretch() {
    var text = "Kept six\nmonths. Kept six\n";

    assertThat(Marks.of(WORDS, text, 5, 16))
        .containsExactly(new Mark(210, 100, 70, 20), new Mark(100, 130, 150, 20));
  }

  @Test
  void prefersTheOneThatStandsWhereItIsAskedFor() {
    var text = "Kept six\nmonths. Kept six\n";

    assertThat(Marks.of(WORDS, text, 0, 8)).containsExactly(new Mark(100, 100, 180, 20));
    assertThat(Marks.of(WORDS, text, 17, 25)).containsExactly(new Mark(300, 130, 180, 20));
  }

  @Test
  void takesALigatureForItsLetters() {
    var words = List.of(new Placed("ﬁnd", .1f, .1f, .2f, .12f));

    assertThat(Marks.of(words, "find", 0, 4)).hasSize(1);
  }

  @Test
  @Timeout(60)
  void isNotHeldUpByAPageOfOneLetter() {
    var words = Collections.nCopies(40_000, new Placed("a".repeat(25), .1f, .1f, .2f, .12f));
    var text = "a".repeat(1_000_000);

    assertThat(Marks.of(words, text, 250_000, 750_000)).hasSize(1);
  }

  @Test
  void marksNothingThatIsNotOnThePage() {
    assertThat(Marks.of(WORDS, "other words", 0, 5)).isEmpty();
  }
}
