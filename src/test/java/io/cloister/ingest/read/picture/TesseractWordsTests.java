package io.cloister.ingest.read.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TesseractWordsTests {

  private static final String HEAD =
      "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";

  @Test
  void keepsLinesAndParagraphsApart() {
    var table =
        HEAD
            + word(1, 1, 1, 96, "one")
            + word(1, 1, 1, 95, "line")
            + word(1, 1, 2, 94, "next")
            + word(1, 2, 1, 96, "apart");

    assertThat(TesseractWords.of(table)).isEqualTo("one line\nnext\n\napart");
  }

  @Test
  void leavesOutWhatIsHardlyAWord() {
    var table = HEAD + word(1, 1, 1, 96, "sure") + word(1, 1, 1, 12, "~|;");

    assertThat(TesseractWords.of(table)).isEqualTo("sure");
  }

  @Test
  void takesAPictureWithoutSureWordsForOneWithout() {
    var table = HEAD + word(1, 1, 1, 41, "Wy") + word(1, 1, 2, 38, "ofr");

    assertThat(TesseractWords.of(table)).isEmpty();
  }

  @Test
  void choosesLanguagesByScriptWhenThereAreMany() {
    var installed = List.of("ara", "chi_sim", "deu", "eng", "fra", "osd", "rus", "spa");

    assertThat(ScriptLanguages.areMany(installed)).isTrue();
    assertThat(ScriptLanguages.of("Latin", installed)).isEqualTo("eng+deu+fra");
    assertThat(ScriptLanguages.of("Cyrillic", installed)).isEqualTo("rus");
    assertThat(ScriptLanguages.wanted("fra+nld", installed)).isEqualTo("fra");
    assertThat(ScriptLanguages.areMany(List.of("eng", "osd"))).isFalse();
  }

  private static String word(int block, int paragraph, int line, int confidence, String word) {
    return "5\t1\t%d\t%d\t%d\t1\t0\t0\t9\t9\t%d.5\t%s\n"
        .formatted(block, paragraph, line, confidence, word);
  }
}
