package io.cloister.search.lucene.generation;

import io.cloister.library.DocumentBinned;
import io.cloister.library.DocumentChanged;
import io.cloister.library.DocumentPurged;
import io.cloister.library.DocumentRestored;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Takes over what happens to documents, as soon as it is durable. */
@Component
public class LibraryChanges {

  private final ActiveGeneration passages;
  private final LuceneGenerations generations;

  LibraryChanges(ActiveGeneration passages, LuceneGenerations generations) {
    this.passages = passages;
    this.generations = generations;
  }

  @EventListener
  void on(DocumentChanged changed) {
    ChangedTogether.with(
        changed.document(),
        documents -> {
          passages.refresh(documents);
          generations.active().reconciliation().addVectorsSoon();
        });
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(DocumentBinned binned) {
    passages.remove(binned.document());
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(DocumentPurged purged) {
    passages.remove(purged.document());
    generations.open().forEach(each -> each.index().sweepSoon());
  }

  @TransactionalEventListener(fallbackExecution = true)
  void on(DocumentRestored restored) {
    generations.active().reconciliation().bringBack(restored.document());
  }
}
