package io.cloister.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.search.SearchQuery.Grouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Of many queries only those are tried on a new document that it may match. */
@Running
class PresearchTests {

  private static final int MANY = 1_000;

  @Autowired Presearch presearch;
  @Autowired PassageSearch search;
  @Autowired Shelf shelf;

  private CollectionId collection;
  private DocumentId document;

  @BeforeEach
  void add() {
    collection = shelf.collection();
    document =
        shelf.add(
            collection,
            "Rules for the quokka house",
            "Quokkas w17x are fed twice w420x a day.",
            "The house of w999x is cleaned on Mondays.");
  }

  @Test
  void leavesAThousandSearchesButThoseWhoseWordsItHas() {
    var queries = IntStream.range(0, MANY).mapToObj(i -> query("w%dx".formatted(i))).toList();

    assertThat(presearch.possible(queries, document))
        .containsExactlyInAnyOrder(query("w17x"), query("w420x"), query("w999x"));
  }

  @Test
  void leavesOutNothingThatMatches() {
    var random = new Random(1);
    var words =
        List.of(
            "quokkas",
            "quokka",
            "fed",
            "\"twice w420x a day\"",
            "\"day twice\"",
            "-fed",
            "mondays",
            "title:rules",
            "tag:none",
            "(fed OR lost)",
            "(fed AND house)",
            "wombat",
            "the",
            "\"the house\"",
            "type:text",
            "NOT lost",
            "house",
            "\"fed day\"~5");
    var queries = new ArrayList<SearchQuery>();
    for (int i = 0; i < MANY; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(3); n >= 0; n--) {
        text.append(words.get(random.nextInt(words.size()))).append(' ');
      }
      queries.add(query(text.toString()));
    }
    var possible = presearch.possible(queries, document);
    var scope = AccessScope.of(collection);
    var matching =
        Set.copyOf(queries).stream()
            .filter(query -> search.matches(query, document, scope))
            .toList();

    assertThat(matching).isNotEmpty();
    assertThat(possible).containsAll(matching);
    assertThat(possible.size()).isLessThan(Set.copyOf(queries).size());
  }

  @Test
  void findsNothingPossibleForWhatIsNotInTheIndex() {
    assertThat(presearch.possible(List.of(query("fed")), DocumentId.random())).isEmpty();
  }

  private static SearchQuery query(String text) {
    return SearchQuery.of(text, Grouping.DOCUMENT, 1);
  }
}
