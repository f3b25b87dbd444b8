package io.cloister.ingest.read.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OverprintsTests {

  private final Overprints overprints = new Overprints();

  private record Letter(String text, float left, float top) {}

  @Test
  void knowsALetterThatIsPrintedOverItself() {
    assertThat(overprints.isAgain("a", 72, 700, 2)).isFalse();

    assertThat(overprints.isAgain("a", 72.4f, 700.4f, 2)).isTrue();
    assertThat(overprints.isAgain("b", 72.4f, 700.4f, 2)).isFalse();
    assertThat(overprints.isAgain("a", 74.1f, 700, 2)).isFalse();
  }

  @Test
  void findsWhatOneByOneComparisonFinds() {
    var chance = new Random(7);
    var seen = new ArrayList<Letter>();
    int again = 0;
    for (int i = 0; i < 10_000; i++) {
      var letter =
          new Letter(
              String.valueOf((char) ('a' + chance.nextInt(3))),
              600 * chance.nextFloat() - 100,
              800 * chance.nextFloat() - 100);
      float tolerance = 9 * chance.nextFloat();
      boolean wanted =
          seen.stream()
              .anyMatch(other ->
                  other.text().equals(letter.text())
                      && Math.abs(other.left() - letter.left()) < tolerance
                      && Math.abs(other.top() - letter.top()) < tolerance);
      again += wanted ? 1 : 0;
      assertThat(overprints.isAgain(letter.text(), letter.left(), letter.top(), tolerance))
          .as("letter %d", i)
          .isEqualTo(wanted);
      if (!wanted) {
        seen.add(letter);
      }
    }
    assertThat(again).isBetween(1_000, 9_000);
  }

  @Test
  void forgetsThePageBefore() {
    overprints.isAgain("a", 72, 700, 2);
    overprints.clear();

    assertThat(overprints.isAgain("a", 72, 700, 2)).isFalse();
  }

  @Test
  void takesAnyPlaceThatAFileNames() {
    for (float place :
        new float[] {
          Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE
        }) {
      assertThat(overprints.isAgain("a", place, place, place)).isFalse();
    }
    assertThat(overprints.isAgain("a", 72, 700, Float.MAX_VALUE)).isFalse();
    assertThat(overprints.isAgain("a", 73, 701, Float.MAX_VALUE)).isTrue();
  }
}
