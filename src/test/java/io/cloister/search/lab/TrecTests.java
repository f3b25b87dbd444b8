package io.cloister.search.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.library.DocumentId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TrecTests {

  private static final DocumentId ONE = new DocumentId(new UUID(0, 1));
  private static final DocumentId OTHER = new DocumentId(new UUID(0, 2));

  @Test
  void readsJudgementsAndPassesOverWhatIsNone() {
    var read =
        Trec.qrels("7 0 %s 1\n\nq8\tQ0\t%s\t0\nno judgement\n7 0 x 1\n".formatted(ONE, OTHER));

    assertThat(read.lines())
        .containsExactly(new Trec.Line("7", ONE, true), new Trec.Line("q8", OTHER, false));
    assertThat(read.unread()).isEqualTo(2);
  }

  @Test
  void readsTopics() {
    assertThat(Trec.topics("7\twhen does it end\nnothing\nq8\t a b \n"))
        .containsEntry("7", "when does it end")
        .containsEntry("q8", "a b")
        .hasSize(2);
  }

  @Test
  void worthsTheFirstPlacesMost() {
    assertThat(Ndcg.of(List.of(ONE, OTHER), Set.of(ONE))).isEqualTo(1);
    assertThat(Ndcg.of(List.of(OTHER, ONE), Set.of(ONE))).isBetween(0.63, 0.64); // 1 / log2(3)
    assertThat(Ndcg.of(List.of(OTHER), Set.of(ONE))).isZero();
    assertThat(Ndcg.of(List.of(OTHER), Set.of())).isZero();
  }
}
