package io.cloister.search.lucene.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import io.cloister.Running;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import io.cloister.library.tag.Tags;
import io.cloister.search.PassageIndex;
import io.cloister.search.PassageSearch;
import io.cloister.search.SearchQuery;
import io.cloister.search.SearchQuery.Grouping;
import io.cloister.search.Shelf;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a crash leaves behind: the library is durable, the index may be older than it. */
@Running
class ReconciliationTests {

  @Autowired LuceneGenerations generations;
  @Autowired PassageSearch search;
  @Autowired PassageIndex passages;
  @Autowired Documents documents;
  @Autowired Versions versions;
  @Autowired Tags tags;
  @Autowired Shelf shelf;
  @Autowired JdbcClient jdbc;

  CollectionId collection;
  Reconciliation reconciliation;
  Blocks blocks;

  @BeforeEach
  void emptyCollection() {
    reconciliation = generations.active().reconciliation();
    blocks = new Blocks(generations);
    collection = shelf.collection();
  }

  @Test
  void putsInWhatIsMissing() {
    var lost = shelf.addUnindexed(collection, "Lost", "en", "The xylophone concert.").document();
    assertThat(found(collection)).isEmpty();

    reconciliation.reconcile();

    assertThat(found(collection)).containsExactly(lost);
  }

  @Test
  void keepsWhatIsRestoredWhileItLooks() {
    var memo = shelf.add(collection, "Kept", "The xylophone concert.");

    looking(() -> documents.bin(memo), () -> documents.restore(memo)).reconcile();

    assertThat(found(collection)).containsExactly(memo);
  }

  @Test
  void leavesTheVectorsOfWhatIsEmbeddedWhileItLooks() {
    var coming = shelf.addUnindexed(collection, "Fleet", "en", "Every automobile is inspected.");

    looking(() -> passages.index(coming.id()), () -> {}).reconcile();

    assertThat(blocks.of(coming.document()).orElseThrow().isBare()).isFalse();
  }

  /** Another one, which comes to see the library after one thing and before the other. */
  private Reconciliation looking(Runnable before, Runnable after) {
    var seen = mock(Versions.class, delegatesTo(versions));
    doAnswer(
            asked -> {
              before.run();
              var some = versions.documentsAfter(asked.getArgument(0), asked.getArgument(1));
              after.run();
              return some;
            })
        .when(seen)
        .documentsAfter(any(), anyInt());
    var active = generations.active();
    return new Reconciliation(active.index(), active.passages(), seen, tags);
  }

  @Test
  void findsWhatIsRestoredWhileItWaitsForItsVectors() {
    var coming = shelf.addUnindexed(collection, "Coming", "en", "The xylophone concert.");
    versions.advance(coming.id(), Status.INDEXING);
    passages.indexWords(List.of(coming.id()));

    documents.bin(coming.document());
    assertThat(found(collection)).isEmpty();
    documents.restore(coming.document());

    assertThat(found(collection)).containsExactly(coming.document());
    versions.advance(coming.id(), Status.READY);
  }

  @Test
  void putsInTheWordsOfWhatWaitsForItsVectors() {
    var coming = shelf.addUnindexed(collection, "Lost", "en", "The xylophone concert.");
    versions.advance(coming.id(), Status.INDEXING);

    reconciliation.reconcile();

    assertThat(found(collection)).containsExactly(coming.document());
  }

  @Test
  void isReadyWithoutWaitingForWhatIsOnItsWay() {
    var coming = shelf.addUnindexed(collection, "Coming", "en", "The xylophone concert.");
    versions.advance(coming.id(), Status.INDEXING);

    assertThat(reconciliation.reconcile(Set.of(Status.READY))).isFalse();
    assertThat(found(collection)).isEmpty();

    reconciliation.reconcile();
    assertThat(found(collection)).containsExactly(coming.document());
    versions.advance(coming.id(), Status.READY);
  }

  @Test
  void takesOverWhatWasChangedBehindItsBack() {
    var other = shelf.collection();
    var moved = shelf.add(collection, "Moved", "The xylophone concert.");
    jdbc.sql("update document set collection_id = ? where id = ?")
        .params(other.value(), moved.value())
        .update();

    reconciliation.reconcile();

    assertThat(found(other)).containsExactly(moved);
    assertThat(count(collection)).isZero();
  }

  @Test
  void removesWhatIsGone() {
    var gone = shelf.add(collection, "Gone", "The xylophone concert.");
    jdbc.sql("delete from document where id = ?").param(gone.value()).update();

    reconciliation.reconcile();

    assertThat(blocks.of(gone)).isEmpty();
  }

  private List<DocumentId> found(CollectionId where) {
    return search
        .find(SearchQuery.of("xylophone", Grouping.DOCUMENT, 10), AccessScope.of(where))
        .hits()
        .stream()
        .map(hit -> hit.document().id())
        .toList();
  }

  private long count(CollectionId where) {
    return search
        .find(SearchQuery.of("xylophone", Grouping.DOCUMENT, 10), AccessScope.of(where))
        .total();
  }
}
