package io.cloister.search.lucene.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.library.DocumentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionSynchronizationUtils;

class ChangedTogetherTests {

  private final DocumentId one = new DocumentId(UUID.randomUUID());
  private final DocumentId other = new DocumentId(UUID.randomUUID());
  private final List<Collection<DocumentId>> taken = new ArrayList<>();

  @AfterEach
  void end() {
    if (TransactionSynchronizationManager.isSynchronizationActive()) {
      TransactionSynchronizationManager.clearSynchronization();
    }
  }

  @Test
  void takesAllOfATransactionInOneStepOnceItIsDurable() {
    TransactionSynchronizationManager.initSynchronization();
    change(one);
    change(other);
    change(one);
    assertThat(taken).isEmpty();

    TransactionSynchronizationUtils.triggerAfterCommit();
    TransactionSynchronizationUtils.triggerAfterCompletion(
        TransactionSynchronization.STATUS_COMMITTED);

    assertThat(taken).singleElement().satisfies(all -> assertThat(all).containsExactly(one, other));
  }

  @Test
  void takesNothingOfATransactionThatWasTakenBack() {
    TransactionSynchronizationManager.initSynchronization();
    change(one);

    TransactionSynchronizationUtils.triggerAfterCompletion(
        TransactionSynchronization.STATUS_ROLLED_BACK);

    assertThat(taken).isEmpty();
  }

  @Test
  void takesAtOnceWhatNoTransactionChanges() {
    change(one);
    change(other);

    assertThat(taken).containsExactly(List.of(one), List.of(other));
  }

  private void change(DocumentId document) {
    ChangedTogether.with(document, taken::add);
  }
}
