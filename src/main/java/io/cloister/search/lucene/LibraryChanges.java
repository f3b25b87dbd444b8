package io.cloister.search.lucene;

import io.cloister.library.DocumentBinned;
import io.cloister.library.DocumentChanged;
import io.cloister.library.DocumentPurged;
import io.cloister.library.DocumentRestored;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Takes over what happens to documents, as soon as it is durable. */
@Component
class LibraryChanges {

  private final LucenePassageIndex passages;
  private final LuceneIndex index;
  private final Reconciliation reconciliation;

  LibraryChanges(LucenePassageIndex passages, LuceneIndex index, Reconciliation reconciliation) {
    this.passages = passages;
    this.index = index;
    this.reconciliation = reconciliation;
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(DocumentChanged changed) {
    passages.refresh(changed.document());
    reconciliation.addVectorsSoon();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(DocumentBinned binned) {
    passages.remove(binned.document());
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(DocumentPurged purged) {
    passages.remove(purged.document());
    index.sweepSoon();
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(DocumentRestored restored) {
    reconciliation.bringBack(restored.document());
  }
}
