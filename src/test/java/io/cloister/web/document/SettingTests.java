package io.cloister.web.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.web.document.Leaf.Block;
import io.cloister.web.document.Leaf.Kind;
import io.cloister.web.document.Leaf.Line;
import io.cloister.web.document.Leaf.Mark;
import io.cloister.web.document.Leaf.Piece;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingTests {

  private static final String FULL = "Applications that did not lead to employment are destroyed";

  @Test
  void joinsLinesThatTheEdgeOfThePageBroke() {
    var blocks = set(FULL + "\nsix months after the position was filled.\n\nNext paragraph.");

    assertThat(blocks)
        .extracting(SettingTests::text)
        .containsExactly(FULL + " six months after the position was filled.", "Next paragraph.");
  }

  @Test
  void keepsItemsAndShortLinesApart() {
    var blocks = set("To:\nThe board\n- " + FULL + "\n- second\n(a) third");

    assertThat(blocks)
        .singleElement()
        .satisfies(block ->
            assertThat(block.lines())
                .extracting(SettingTests::text)
                .containsExactly("To:", "The board", "- " + FULL, "- second", "(a) third"));
  }

  @Test
  void tellsHeadingsByTheirMarksOrByWhatIsKnown() {
    var blocks =
        Setting.of(
            "## Scope\nAll staff.\n3.2 Records\nKept.",
            0,
            null,
            List.of(),
            List.of(),
            Set.of("3.2 Records"),
            _ -> null);

    assertThat(blocks)
        .extracting(Block::kind)
        .containsExactly(Kind.HEADING, Kind.TEXT, Kind.HEADING, Kind.TEXT);
    assertThat(text(blocks.getFirst())).isEqualTo("Scope");
  }

  @Test
  void setsCellsInRows() {
    var blocks = set("Total\nName\tPrice\nPump\t12\n");

    assertThat(blocks).extracting(Block::kind).containsExactly(Kind.TEXT, Kind.ROWS);
    assertThat(blocks.getLast().lines()).allSatisfy(line -> assertThat(line.cells()).hasSize(2));
  }

  @Test
  void marksWhatWasAskedForAcrossLinesAndSaysWhereItBegins() {
    var text = FULL + "\nsix months after. The rest.";
    int start = text.indexOf("destroyed");
    int end = text.indexOf(" The rest");
    var blocks =
        Setting.of(
            text,
            100,
            new Stretch(100 + start, 100 + end),
            List.of(),
            List.of(),
            Set.of(),
            _ -> null);

    var asked = pieces(blocks).filter(Piece::asked).toList();
    assertThat(asked.stream().map(Piece::text).collect(Collectors.joining()))
        .isEqualTo("destroyed six months after.");
    assertThat(asked.stream().filter(Piece::first)).hasSize(1);
    assertThat(asked.getFirst().first()).isTrue();
  }

  @Test
  void marksWordsThatWereLookedFor() {
    var text = "Retention of records, and retentions; not retain.";
    var blocks =
        Setting.of(
            text,
            7,
            null,
            Words.of("title:retention -not").in(text, 7),
            List.of(),
            Set.of(),
            _ -> null);

    assertThat(pieces(blocks).filter(piece -> piece.mark() == Mark.FOUND).map(Piece::text))
        .containsExactly("Retention", "retentions");
  }

  @Test
  void marksWhatNobodySeesInTheFile() {
    var blocks =
        Setting.of(
            "Seen gone seen.",
            7,
            null,
            List.of(),
            List.of(new Stretch(12, 16)),
            Set.of(),
            _ -> null);

    assertThat(pieces(blocks).filter(Piece::hidden).map(Piece::text)).containsExactly("gone");
  }

  @Test
  void losesNoCharacterOfPlainLines() {
    var text = "a\n\n" + FULL + " " + FULL + " " + FULL + "\nb\r\n\tc\n";

    assertThat(set(text).stream().map(SettingTests::text).collect(Collectors.joining(" ")))
        .isEqualToIgnoringWhitespace(text);
  }

  @Test
  void ofNothingIsNothing() {
    assertThat(set("")).isEmpty();
    assertThat(set(" \n\n ")).isEmpty();
    assertThat(Words.of(" -x AND ").in("x AND y", 0)).isEmpty();
  }

  private static List<Block> set(String text) {
    return Setting.of(text, 0, null, List.of(), List.of(), Set.of(), _ -> null);
  }

  private static Stream<Piece> pieces(List<Block> blocks) {
    return blocks.stream()
        .flatMap(block -> block.lines().stream())
        .flatMap(line -> line.cells().stream())
        .flatMap(List::stream);
  }

  private static String text(Block block) {
    return block.lines().stream().map(SettingTests::text).collect(Collectors.joining(" "));
  }

  private static String text(Line line) {
    return line.cells().stream()
        .flatMap(List::stream)
        .map(Piece::text)
        .collect(Collectors.joining());
  }
}
