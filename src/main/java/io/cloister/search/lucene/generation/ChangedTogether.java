package io.cloister.search.lucene.generation;

import io.cloister.library.DocumentId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What one transaction changes, taken over in one step as soon as it is durable: the index is made
 * to show what is new in it before and after each step, and an import changes a hundred documents.
 */
final class ChangedTogether implements TransactionSynchronization {

  private final Set<DocumentId> documents = new LinkedHashSet<>();
  private final Consumer<Collection<DocumentId>> taking;

  private ChangedTogether(Consumer<Collection<DocumentId>> taking) {
    this.taking = taking;
  }

  /**
   * @param taking what takes over all that the transaction of this thread changes; the document at
   *     once if there is none
   */
  static void with(DocumentId document, Consumer<Collection<DocumentId>> taking) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      taking.accept(List.of(document));
      return;
    }
    TransactionSynchronizationManager.getSynchronizations().stream()
        .filter(ChangedTogether.class::isInstance)
        .map(ChangedTogether.class::cast)
        .findFirst()
        .orElseGet(() -> registered(new ChangedTogether(taking)))
        .documents
        .add(document);
  }

  private static ChangedTogether registered(ChangedTogether one) {
    TransactionSynchronizationManager.registerSynchronization(one);
    return one;
  }

  /** Not after the commit: what fails here takes nothing back, and is mended at the next start. */
  @Override
  public void afterCompletion(int status) {
    if (status == STATUS_COMMITTED) {
      taking.accept(documents);
    }
  }
}
