package io.cloister.search.lucene.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.search.lucene.terms.Analysis;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HighlightsTests {

  private final Analysis analysis = new Analysis();

  @Test
  void marksEveryFormOfAWord() {
    assertThat(marked("keep", "Records are kept. We keep what keeps."))
        .isEqualTo("Records are kept. We <mark>keep</mark> what <mark>keeps</mark>.");
  }

  @Test
  void escapesWhatCouldBeMarkup() {
    assertThat(marked("mark", "a</mark><img src=x onerror='alert(1)'> mark & \"quote\""))
        .isEqualTo(
            "a&lt;/<mark>mark</mark>&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;"
                + " <mark>mark</mark> &amp; &quot;quote&quot;");
  }

  @Test
  void cutsTheStretchWithTheMostWordsFromALongText() {
    var text =
        "filler words here ".repeat(60) + "retention of applications " + "filler ".repeat(60);

    assertThat(marked("retention applications", text))
        .contains("<mark>retention</mark> of <mark>applications</mark>")
        .startsWith("… ")
        .endsWith(" …")
        .hasSizeLessThan(400);
  }

  @Test
  void showsTheBeginningWhereNoWordIsFound() {
    assertThat(marked("zebra", "Only horses here.")).isEqualTo("Only horses here.");
  }

  @Test
  void marksPairsOfChineseCharactersAsOneStretch() {
    var terms = Set.copyOf(analysis.terms(Analysis.CJK, "保存期间"));
    assertThat(new Highlights(analysis, terms).of("申请的保存期间为六个月。", Analysis.CJK))
        .containsExactly("申请的<mark>保存期间</mark>为六个月。");
  }

  @Test
  void neverCutsACharacterInTwo() {
    var text = "😀".repeat(400);
    var html = new Highlights(analysis, Set.of()).of(text, "en").getFirst();

    assertThat(html.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF)).isEmpty();
  }

  @Test
  void showsNoLinesThatAreDrawn() {
    var table =
        """
        Retention periods
        =================
        +-------------+--------+
        | Record      | Years  |
        +-------------+--------+
        | Application | 0.5    |
        |-------------|:------:|
        | Invoice     | 10     |
        +=============+========+
        | --- | --- |
        ┌─────────────┬────────┐
        Totals -------- in years.
        """;

    assertThat(marked("invoice years", table))
        .isEqualTo(
            "Retention periods | Record | <mark>Years</mark> | | Application | 0.5 |"
                + " | <mark>Invoice</mark> | 10 | Totals in <mark>years</mark>. ");
    assertThat(marked("zebra", table)).startsWith("Retention periods | Record | Years |");
  }

  @Test
  void countsNoDrawnLineAsPartOfAStretch() {
    var rule = "+" + "-".repeat(120) + "+\n";

    assertThat(marked("invoice letter", rule + "| Invoice |\n" + rule + rule + "| Letter |\n"))
        .isEqualTo(" | <mark>Invoice</mark> | | <mark>Letter</mark> | ");
  }

  @Test
  void showsDashesThatAreNoLines() {
    var text = "C++ -- or C --- costs $5 | $7, see <!-- a --> and a_____b *** now. ---";

    assertThat(marked("zebra", text)).isEqualTo(text.replace("<", "&lt;").replace(">", "&gt;"));
    assertThat(marked("zebra", "----------")).isEqualTo("----------");
  }

  private String marked(String words, String text) {
    var terms = analysis.terms("en", words).stream().collect(Collectors.toSet());
    return String.join(" | ", new Highlights(analysis, terms).of(text, "en"));
  }
}
