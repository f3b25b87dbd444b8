package io.cloister.search.lucene.terms;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.search.lucene.terms.QueryWords.Wanted;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryWordsTests {

  private static final Map<String, Integer> ENGLISH = Map.of("en", 10);

  private final QueryWords words = new QueryWords(new Analysis());

  @Test
  void leavesOutWhatOnlyHoldsTheQuestionTogether() {
    assertThat(wanted("What was the retention of records about you?"))
        .containsExactly(word("en|retent", 1), word("en|record", 1));
  }

  @Test
  void countsHowOftenAWordWasSaid() {
    assertThat(wanted("Titles: which title, and which of the titles?"))
        .containsExactly(word("en|titl", 3));
  }

  @Test
  void looksForSmallWordsWhereNothingElseWasAsked() {
    assertThat(wanted("Who are you")).contains(word("en|who", 1), word("en|you", 1));
  }

  private List<Wanted> wanted(String text) {
    return words.wanted(text, ENGLISH);
  }

  private static Wanted word(String term, int times) {
    return new Wanted(Set.of(term), times);
  }
}
