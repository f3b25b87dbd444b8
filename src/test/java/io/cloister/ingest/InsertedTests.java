package io.cloister.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.ingest.read.wire.Extraction.Heading;
import io.cloister.ingest.read.wire.Extraction.Read;
import io.cloister.library.text.HiddenText;
import io.cloister.library.text.Part;
import io.cloister.library.text.PlainText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InsertedTests {

  /** A page of text, two that are empty, one of text that is a part as well. */
  private static final Read READ =
      new Read(
          new PlainText("one twofour", List.of(0, 7, 7, 7)),
          List.of(new Heading(0, 3), new Heading(7, 11)),
          List.of(new HiddenText(4, 7, HiddenText.Kind.COLOUR)),
          List.of(new Part("a.txt", "text/plain", 1, 7, 11)),
          List.of(),
          "application/pdf",
          4,
          Map.of("author", "Ek"));

  @Test
  void movesAllThatStandsBehindIt() {
    var more = new TreeMap<>(Map.of(1, "SECOND", 2, "THIRD"));

    var all = Inserted.into(READ, more, Map.of("described by", "eye/sees"));

    assertThat(all.text().text()).isEqualTo("one twoSECONDTHIRDfour");
    assertThat(all.text().pageStarts()).containsExactly(0, 7, 13, 18);
    assertThat(all.headings()).containsExactly(new Heading(0, 3), new Heading(18, 22));
    assertThat(all.hidden()).containsExactly(new HiddenText(4, 7, HiddenText.Kind.COLOUR));
    assertThat(all.parts()).containsExactly(new Part("a.txt", "text/plain", 1, 18, 22));
    assertThat(all.metadata()).containsEntry("author", "Ek").containsKey("described by");
  }

  @Test
  void tellsWhatAModelWroteThatNobodySees() {
    var all = Inserted.into(READ, new TreeMap<>(Map.of(1, "a\u200b\u200b\u200b\u200bb")), Map.of());

    assertThat(all.hidden()).contains(new HiddenText(8, 12, HiddenText.Kind.ZERO_WIDTH)).hasSize(2);
  }

  @Test
  void withNothingToAddAllIsAsItWas() {
    assertThat(Inserted.into(READ, new TreeMap<>(), Map.of())).isEqualTo(READ);
  }
}
