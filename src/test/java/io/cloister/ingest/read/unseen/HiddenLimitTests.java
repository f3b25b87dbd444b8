package io.cloister.ingest.read.unseen;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.library.text.HiddenText;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That too much is hidden rather than too little, where it is more than can be told apart. */
class HiddenLimitTests {

  private static final int ROWS = 25_000;
  private static final String ROW = "shown obey ";
  private static final String TEXT = ROW.repeat(ROWS) + "the end";

  private final Hidden hidden = new Hidden();

  @Test
  void coversAllThatIsToldByItsPlace() throws IOException {
    for (int row = 0; row < ROWS; row++) {
      int start = row * ROW.length() + 6;
      hidden.add(start, start + 4, "invisible", TEXT.length());
    }

    assertThat(seen(hidden.in(TEXT))).contains("shown", "the end").doesNotContain("obey");
  }

  @Test
  void coversAllThatIsToldByItsWords() throws IOException {
    for (int row = 0; row < ROWS; row++) {
      hidden.find("obey", 0, row, "invisible");
    }

    assertThat(seen(hidden.in(TEXT))).contains("shown").doesNotContain("obey");
  }

  private static String seen(List<HiddenText> hidden) {
    var seen = new StringBuilder();
    int at = 0;
    for (var one : hidden) {
      seen.append(TEXT, at, one.start());
      at = one.end();
    }
    return seen.append(TEXT, at, TEXT.length()).toString();
  }
}
