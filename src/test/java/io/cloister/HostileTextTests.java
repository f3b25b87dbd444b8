package io.cloister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cloister.answering.AnswerHtml;
import io.cloister.drafting.Markup;
import io.cloister.drafting.Pieces;
import io.cloister.ingest.split.PassageSplitter;
import io.cloister.library.VersionId;
import io.cloister.library.text.PlainText;
import io.cloister.library.text.Sentences;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts made to cost more than they weigh, given to all that takes texts apart. */
@Timeout(60)
class HostileTextTests {

  private static final int SECTION = 30_000; // what an editor may send for one
  private static final int ANSWER = 13_000; // what a model may write

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a-",
        "a. ",
        "a.",
        ".",
        "!",
        " ",
        "\n",
        "\n ",
        "a!",
        "1.",
        "1. ",
        "> ",
        ">",
        "- ",
        "* ",
        "*a **b ",
        "*",
        "_",
        "[",
        "![",
        "[a](",
        "[1]",
        ".[1]",
        "[1, ",
        "<",
        "<a ",
        "<!--",
        "`",
        "|",
        "|a|\n",
        "# ",
        "#",
        "&#",
        "\\",
        "(",
        "\"",
        "\u0300",
        "\ud83d\ude00",
        "\u202e",
        "x\ny: "
      })
  void takesItApart(String piece) {
    var text = piece.repeat(SECTION / piece.length());
    var answer = piece.repeat(ANSWER / piece.length());

    assertThatCode(() -> Sentences.of(text)).doesNotThrowAnyException();
    assertThatCode(() -> Markup.blocks(text)).doesNotThrowAnyException();
    assertThatCode(() -> Markup.plain(text)).doesNotThrowAnyException();
    assertThatCode(() -> Pieces.of(text)).doesNotThrowAnyException();
    assertThatCode(() -> AnswerHtml.of(answer, "t", Set.of(1))).doesNotThrowAnyException();
    var passages =
        new PassageSplitter(words -> 2 + words.split("\\s+", -1).length, 256)
            .split(new VersionId(UUID.randomUUID()), new PlainText(text, List.of()), List.of());
    assertThat(passages).allMatch(passage -> passage.text().length() <= 16_000);
  }
}
