package io.cloister.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.library.document.Documents;
import io.cloister.library.likeness.Likenesses;
import io.cloister.search.SearchQuery.Grouping;
import io.cloister.search.SearchQuery.Mode;
import io.cloister.search.finding.Finder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reports that read alike, of which a question means one by when it is from. */
@Running
class TimelySearchTests {

  private static final String MORE = " There is some more to say about it, which is said here.";

  @Autowired PassageSearch search;
  @Autowired Finder finder;
  @Autowired Likenesses likenesses;
  @Autowired Documents documents;
  @Autowired Shelf shelf;
  @Autowired PassageIndex index;
  @Autowired JdbcClient jdbc;

  CollectionId collection;
  AccessScope scope;

  @BeforeEach
  void emptyCollection() {
    collection = shelf.collection();
    scope = AccessScope.of(collection);
  }

  @Test
  void prefersTheNewestByItsNameWhenTheLatestIsAskedFor() {
    var newest = report("2023 Q3 Acme", "The gross margin of Acme was 39 percent." + MORE);
    report("2022 Q4 Acme", "The gross margin of Acme was 41 percent.");

    assertThat(found("gross margin of Acme in the latest report")).first().isEqualTo(newest);
    assertThat(found("gross margin of Acme")).first().isNotEqualTo(newest);
  }

  @Test
  void goesByTheDayOfTheLastChangeWhereNamesTellNone() {
    var older = report("Travel rules", "Hotels are paid for on travels.");
    var newest = report("Travel rules", "Hotels are paid for on most travels.");
    age(older);

    assertThat(found("travel rules for hotels")).containsExactly(older, newest);
    assertThat(found("newest travel rules for hotels")).containsExactly(newest, older);
  }

  @Test
  void prefersWhatIsOfTheDaysThatAQuestionNames() {
    var other = report("2023 Q2 Acme", "The debt of Acme and its interest expenses.");
    var asked = report("2023 Q1 Acme", "The debt of Acme and its interest expenses." + MORE);

    assertThat(found("debt and interest expenses of Acme")).containsExactly(other, asked);
    assertThat(found("debt and interest expenses of Acme in the first quarter of 2023"))
        .containsExactly(asked, other);
  }

  @Test
  void takesWordsForWordsWhereOnlyWordsAreAskedFor() {
    report("2023 Q3 Acme", "Nothing of the kind.");
    var worded = report("2022 Q4 Acme", "The latest gross margin.");

    var byWords =
        SearchQuery.of("latest gross margin", Grouping.DOCUMENT, 5).withMode(Mode.KEYWORD);
    assertThat(search.find(byWords, scope).hits())
        .first()
        .satisfies(hit -> assertThat(hit.document().id()).isEqualTo(worded));
  }

  @Test
  void leavesAnOlderReportInItsPlaceWhereDaysAreNamed() {
    var asked = alike("2023 Q1 Acme");
    var newer = alike("2023 Q2 Acme");

    assertThat(listed("risks of Acme in Q1 2023")).containsExactly(asked, newer);
    assertThat(listed("risks")).containsExactly(newer, asked);
  }

  @Test
  void doesNotTakeTheWordsOfADocumentForAQuestion() {
    var own = report("2023 Q2 Acme", "The latest gross margin of Acme was 39 percent.");
    var older = report("2023 Q1 Acme", "The latest gross margin of Acme was 39 percent.");
    var newer = report("2023 Q3 Acme", "The latest gross margin of Acme was 39 percent." + MORE);

    assertThat(ids(search.similar(own, scope, 5))).containsExactly(older, newer);
  }

  private DocumentId report(String title, String said) {
    return shelf.add(collection, title, "%s%n%s".formatted(title, said), "Nothing else happened.");
  }

  /** Nearly the same as any other of these. */
  private DocumentId alike(String title) {
    var risks =
        IntStream.range(0, 60)
            .mapToObj("Risk %d concerns the supply of part number %1$d."::formatted)
            .collect(Collectors.joining(" "));
    var document = shelf.add(collection, title, risks);
    likenesses.keep(documents.require(document, scope).current().id(), risks);
    return document;
  }

  /** As if it had not changed for a year. */
  private void age(DocumentId document) {
    jdbc.sql("update document set updated_at = dateadd(year, -1, updated_at) where id = ?")
        .param(document.value())
        .update();
    index.refresh(document);
  }

  private List<DocumentId> found(String words) {
    return ids(search.find(SearchQuery.of(words, Grouping.DOCUMENT, 10), scope).hits());
  }

  private List<DocumentId> listed(String words) {
    var query = SearchQuery.of(words, Grouping.DOCUMENT, 10);
    return ids(finder.find(query, Finder.Wish.ALL, scope).result().hits());
  }

  private static List<DocumentId> ids(List<Hit> hits) {
    return hits.stream().map(hit -> hit.document().id()).toList();
  }
}
