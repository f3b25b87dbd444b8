package io.cloister.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.search.SearchQuery.Filter;
import io.cloister.search.SearchQuery.Grouping;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
            "-tag:none",
            "-type:text",
            "(wombat OR emu)",
            "(wombat OR (quokka AND tag:none))",
            "\"fed day\"~5");
    var today = LocalDate.now(ZoneOffset.UTC);
    var filters =
        List.of(
            Filter.NONE,
            filter(Set.of("none"), Set.of(), Set.of()),
            filter(Set.of(), Set.of("none"), Set.of("text")),
            filter(Set.of(), Set.of(), Set.of("pdf", "text")),
            Filter.NONE.dated(today.minusDays(1), null),
            Filter.NONE.dated(null, today.minusDays(7)));
    var queries = new ArrayList<SearchQuery>();
    for (int i = 0; i < MANY; i++) {
      var text = new StringBuilder();
      for (int n = random.nextInt(3); n >= 0; n--) {
        text.append(words.get(random.nextInt(words.size()))).append(' ');
      }
      queries.add(query(text.toString()).with(filters.get(random.nextInt(filters.size()))));
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
  void givesUpAlternativesAndFiltersOfWhichItHasNothing() {
    var lacking =
        List.of(
            query("(wombat OR emu)"),
            query("tag:none"),
            query("-type:text"),
            query("").with(filter(Set.of("none"), Set.of(), Set.of())),
            query("").with(filter(Set.of(), Set.of(), Set.of("pdf"))),
            query("").with(Filter.NONE.dated(null, LocalDate.of(2001, 1, 1))));
    var had =
        List.of(
            query("(wombat OR fed)"),
            query("-tag:none"),
            query("").with(filter(Set.of(), Set.of("none"), Set.of("pdf", "text"))));

    assertThat(presearch.possible(lacking, document)).isEmpty();
    assertThat(presearch.possible(had, document)).hasSize(had.size());
  }

  @Test
  void findsNothingPossibleForWhatIsNotInTheIndex() {
    assertThat(presearch.possible(List.of(query("fed")), DocumentId.random())).isEmpty();
  }

  private static Filter filter(Set<String> tags, Set<String> withoutTags, Set<String> types) {
    return new Filter(Set.of(), tags, withoutTags, types, Set.of(), Set.of(), null, null);
  }

  private static SearchQuery query(String text) {
    return SearchQuery.of(text, Grouping.DOCUMENT, 1);
  }
}
