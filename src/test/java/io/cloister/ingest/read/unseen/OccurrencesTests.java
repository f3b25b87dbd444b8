package io.cloister.ingest.read.unseen;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.read.unseen.Occurrences.Place;
import org.junit.jupiter.api.Test;

/** How words are counted in long texts. */
class OccurrencesTests {

  @Test
  void findsWordsWhateverBlanksAreBetweenThem() {
    var words = new Occurrences("Pay now. Pay\n\u00a0now. Paynow. Pay");

    assertThat(words.before("Pay now.", 9)).isEqualTo(1);
    assertThat(words.before("Pay now.", 10)).isEqualTo(2);
    assertThat(words.nth("Pay now.", 0, 0)).isEqualTo(new Place(0, 8, 1));
    assertThat(words.nth("Pay now.", 0, 1)).isEqualTo(new Place(9, 18, 2));
    assertThat(words.nth("Pay now.", 0, 7)).isEqualTo(new Place(9, 18, 2));
    assertThat(words.nth("Pay now.", 0, 0)).isEqualTo(new Place(0, 8, 1));
    assertThat(words.nth("Pay now.", 10, 0).times()).isZero();
  }

  @Test
  void looksThroughTheTextOnceForWordsThatAreRepeated() {
    int rows = 5_000;
    var text = "active shown ".repeat(rows);
    var words = new Occurrences(text, 4L * text.length());

    for (int row = 0; row < rows; row++) {
      assertThat(words.before("active", row * 13)).isEqualTo(row);
      assertThat(words.nth("active", 0, row).start()).isEqualTo(row * 13);
    }
    assertThat(words.isTired()).isFalse();
  }

  @Test
  void givesUpWhereLookingTakesTooMuch() {
    var text = "one two three ".repeat(100);
    var words = new Occurrences(text, 3L * text.length());

    for (int i = 0; i < 10; i++) {
      assertThat(words.before("four" + i, text.length())).isZero();
    }
    assertThat(words.isTired()).isTrue();
  }
}
