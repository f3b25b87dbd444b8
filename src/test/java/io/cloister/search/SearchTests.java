package io.cloister.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.library.document.DocumentChange;
import io.cloister.library.document.Documents;
import io.cloister.search.SearchQuery.Grouping;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@Running
class SearchTests {

  @Autowired PassageSearch search;
  @Autowired Documents documents;
  @Autowired Shelf shelf;

  CollectionId collection;
  AccessScope scope;

  @BeforeEach
  void emptyCollection() {
    collection = shelf.collection();
    scope = AccessScope.of(collection);
  }

  @Test
  void findsByWordsInAnyForm() {
    var policy = shelf.add(collection, "Records policy", "Applications are kept for six months.");
    shelf.add(collection, "Cafeteria", "Soup is served at noon.");

    assertThat(found("application keeping")).first().isEqualTo(policy);
  }

  @Test
  void findsByMeaningWhereNoWordIsShared() {
    var car = shelf.add(collection, "Fleet", "Every automobile is inspected twice a year.");
    shelf.add(collection, "Cafeteria", "Soup is served at noon.");

    assertThat(found("car checks")).first().isEqualTo(car);
  }

  @Test
  void findsByTheNameOfTheDocument() {
    shelf.add(collection, "Minutes of the board", "Nothing was decided.");
    var manual = shelf.add(collection, "Zephyr manual", "Press the green button.");

    assertThat(found("zephyr")).first().isEqualTo(manual);
  }

  @Test
  void marksTheWordsAndEscapesEverythingElse() {
    shelf.add(collection, "Script", "A <script>alert('x')</script> & a retention rule.");

    assertThat(search.find(SearchQuery.of("retention", Grouping.DOCUMENT, 5), scope).hits())
        .first()
        .satisfies(hit ->
            assertThat(hit.highlights())
                .containsExactly(
                    "A &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; a"
                        + " <mark>retention</mark> rule."));
  }

  @Test
  void doesNotFindWhatIsInTheBin() {
    var memo = shelf.add(collection, "Memo", "The quarterly xylophone concert.");
    documents.bin(memo);
    assertThat(found("xylophone")).isEmpty();

    documents.restore(memo);
    assertThat(found("xylophone")).containsExactly(memo);
  }

  @Test
  void followsADocumentIntoAnotherCollection() {
    var other = shelf.collection();
    var memo = shelf.add(collection, "Memo", "The quarterly xylophone concert.");
    documents.change(memo, new DocumentChange(null, other, null, null));

    assertThat(found("xylophone")).isEmpty();
    var there =
        search.find(SearchQuery.of("xylophone", Grouping.DOCUMENT, 5), AccessScope.of(other));
    assertThat(there.hits()).hasSize(1);
    assertThat(there.hits().getFirst().byMeaning()).isTrue();
  }

  private List<DocumentId> found(String words) {
    return search.find(SearchQuery.of(words, Grouping.DOCUMENT, 10), scope).hits().stream()
        .map(hit -> hit.document().id())
        .toList();
  }
}
