package io.cloister.ingest.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.library.VersionId;
import io.cloister.library.text.Passage;
import io.cloister.library.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassageSplitterTests {

  private static final int MOST = 32;
  private static final VersionId VERSION = new VersionId(new UUID(0, 1));
  private static final List<String> PARTS =
      List.of(
          "word",
          "Größe",
          "漢字漢字",
          "😀",
          "a.",
          "e.g.",
          "3.",
          "\n",
          "\n\n",
          " ",
          "\t",
          "-",
          "Unternehmensdatenschutzgrundverordnung",
          ".",
          "?",
          "\u00a0",
          "# Title\n",
          "\f");

  private final PassageSplitter splitter = new PassageSplitter(PassageSplitterTests::tokens, MOST);

  // a token for each run of up to three letters, and for every other character that is no space
  private static int tokens(String text) {
    int tokens = 2;
    int run = 0;
    for (int letter : text.codePoints().toArray()) {
      if (Character.isLetterOrDigit(letter) && letter < 0x2000) {
        tokens += run++ % 3 == 0 ? 1 : 0;
      } else {
        run = 0;
        tokens += Character.isWhitespace(letter) ? 0 : 1;
      }
    }
    return tokens;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void cutsAnyTextIntoVerbatimStretchesThatLoseNothing(long seed) {
    var dice = new Random(seed);
    var text = new StringBuilder();
    var pages = new ArrayList<>(List.of(0));
    for (int i = 0; i < 3_000; i++) {
      text.append(PARTS.get(dice.nextInt(PARTS.size())));
      if (dice.nextInt(300) == 0) {
        pages.add(text.length());
      }
    }

    var plain = new PlainText(text.toString(), pages);
    var passages = splitter.split(VERSION, plain, List.of());

    var covered = new StringBuilder();
    int at = 0;
    for (var passage : passages) {
      assertThat(passage.start()).isGreaterThanOrEqualTo(at);
      assertThat(text.substring(at, passage.start())).isBlank();
      assertThat(text.substring(passage.start(), passage.end())).isEqualTo(passage.text());
      assertThat(tokens(passage.text())).isLessThanOrEqualTo(MOST);
      assertThat(plain.pageAt(passage.start())).isEqualTo(plain.pageAt(passage.end() - 1));
      covered.append(passage.text());
      at = passage.end();
    }
    assertThat(text.substring(at)).isBlank();
  }

  @ParameterizedTest
  @ValueSource(strings = {",", "x", ", ", "漢", "word, "})
  void countsEachTokenAFewTimesAtMost(String repeated) {
    var text = repeated.repeat(20_000 / repeated.length());
    var counted = new long[1];
    var counting =
        new PassageSplitter(
            each -> {
              counted[0] += each.length();
              return tokens(each);
            },
            MOST);

    var passages = counting.split(VERSION, new PlainText(text, List.of()), List.of());

    assertThat(passages).hasSizeGreaterThan(100);
    assertThat(counted[0]).isLessThan(10L * text.length());
  }

  @Test
  void neverPartsTheHalvesOfOneCharacter() {
    var passages = splitter.split(VERSION, new PlainText("😀".repeat(200), List.of()), List.of());

    assertThat(passages).extracting(Passage::text).allMatch(text -> text.matches("(😀)+"));
  }

  @Test
  void beginsAnewAtAHeadingAndKeepsIt() {
    var first = "Some words, to make it long enough.";
    var text = "# Leave\n" + first + "\n# Travel\nBy train.";

    var passages = splitter.split(VERSION, new PlainText(text, List.of()), List.of());

    assertThat(passages).extracting(Passage::heading).containsExactly("Leave", "Travel");
    assertThat(passages.getLast().text()).isEqualTo("# Travel\nBy train.");
  }

  @Test
  void makesNothingOfNothing() {
    assertThat(splitter.split(VERSION, new PlainText(" \n\t ", List.of(0)), List.of())).isEmpty();
  }
}
