package io.cloister.search.lucene.generation;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.Running;
import io.cloister.governance.Label;
import io.cloister.library.CollectionId;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.document.DocumentChange;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import io.cloister.search.EmbeddingCourse;
import io.cloister.search.PassageIndex;
import io.cloister.search.Shelf;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The vectors of documents that change, or wait for theirs, while others are made. */
@Running
class VectorsAnewTests {

  @Autowired LuceneGenerations generations;
  @Autowired PassageIndex passages;
  @Autowired Documents documents;
  @Autowired Versions versions;
  @Autowired Shelf shelf;

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
  void makesTheVectorsOfWhatHadOnlyWords() {
    var lost = shelf.addUnindexed(collection, "Fleet", "en", "Every automobile is inspected.");
    reconciliation.reconcile();
    assertThat(blocks.of(lost.document()).orElseThrow().isBare()).isTrue();

    reconciliation.addMissingVectors();

    var indexed = blocks.of(lost.document()).orElseThrow();
    assertThat(indexed.isBare()).isFalse();
    assertThat(indexed.vectors()).hasSize(1);
  }

  @Test
  void leavesWhatIsOnItsWayToTheJobThatBringsIt() {
    var coming = shelf.addUnindexed(collection, "Fleet", "en", "Every automobile is inspected.");
    passages.indexWords(List.of(coming.id()));
    versions.advance(coming.id(), Status.INDEXING);

    reconciliation.addMissingVectors();
    assertThat(blocks.of(coming.document()).orElseThrow().isBare()).isTrue();

    versions.advance(coming.id(), Status.READY); // its job had no model
    reconciliation.addMissingVectors();
    assertThat(blocks.of(coming.document()).orElseThrow().isBare()).isFalse();
  }

  @Test
  void makesTheVectorsOfWhatIsSearchedWhileANewerVersionIsRead() {
    var first = shelf.addUnindexed(collection, "Concert", "en", "The xylophone concert.");
    passages.indexWords(List.of(first.id()));
    var second = shelf.addVersion(first, "The trombone concert.");
    versions.advance(second.id(), Status.READING);

    reconciliation.addMissingVectors();

    assertThat(blocks.of(first.document()).orElseThrow().isBare()).isFalse();
  }

  @Test
  void makesTheVectorsAnewWhileTheJobIsBusyWithOtherDocuments() {
    var memo = shelf.addUnindexed(collection, "Fleet", "en", "Every automobile is inspected.");
    versions.advance(memo.id(), Status.INDEXING);
    passages.index(memo.id());

    documents.change(memo.document(), new DocumentChange("Cafeteria menu", null, null, null));
    reconciliation.addMissingVectors();

    assertThat(blocks.of(memo.document()).orElseThrow().isStale()).isFalse();
  }

  @Test
  void makesTheVectorsAnewWhenTheTitleBecomesAnotherMeanwhile() {
    var memo = shelf.addUnindexed(collection, "Fleet", "en", "Every automobile is inspected.");
    versions.advance(memo.id(), Status.INDEXING);
    passages.indexWords(List.of(memo.id()));

    passages.index(List.of(memo.id()), renaming(memo.document()));

    assertThat(blocks.of(memo.document()).orElseThrow().isStale()).isFalse();
  }

  private EmbeddingCourse renaming(DocumentId document) {
    return new EmbeddingCourse() {
      @Override
      public void embedded() {
        documents.change(document, new DocumentChange("Cafeteria menu", null, null, null));
      }

      @Override
      public boolean isStopped() {
        return false;
      }
    };
  }

  @Test
  void makesTheVectorsAnewWhenTheTitleIsAnother() {
    var memo = shelf.add(collection, "Fleet", "Every automobile is inspected.");
    var before = blocks.of(memo).orElseThrow().vectors().get(0);

    documents.change(memo, new DocumentChange("Cafeteria menu", null, null, null));
    reconciliation.addMissingVectors();

    var after = blocks.of(memo).orElseThrow();
    assertThat(after.isStale()).isFalse();
    assertThat(after.vectors().get(0)).isNotEqualTo(before);
  }

  @Test
  void keepsTheVectorsWhenTheLabelIsAnother() {
    var memo = shelf.add(collection, "Fleet", "Every automobile is inspected.");
    var before = blocks.of(memo).orElseThrow().vectors().get(0);

    documents.change(memo, new DocumentChange(null, null, Label.SECRET, null));

    var after = blocks.of(memo).orElseThrow();
    assertThat(after.isStale()).isFalse();
    assertThat(after.vectors().get(0)).isEqualTo(before);
  }

  @Test
  void putsNoOlderVersionInPlaceOfANewerOne() {
    var first = shelf.addUnindexed(collection, "Concert", "en", "The xylophone concert.");
    var second = shelf.addVersion(first, "The trombone concert.");
    passages.index(second.id());

    passages.index(first.id());

    assertThat(blocks.of(first.document()).orElseThrow().version()).isEqualTo(second.id());
  }

  @Test
  void leavesToANewerVersionToBringItsVectors() {
    var first = shelf.addUnindexed(collection, "Concert", "en", "The xylophone concert.");
    passages.indexWords(List.of(first.id()));
    shelf.addVersion(first, "The trombone concert.");

    assertThat(CompletableFuture.runAsync(reconciliation::addMissingVectors))
        .succeedsWithin(PATIENCE);

    assertThat(blocks.of(first.document()).orElseThrow().isBare()).isTrue();
  }
}
