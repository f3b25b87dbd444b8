package io.cloister.tagging;

import io.cloister.library.DocumentId;
import io.cloister.search.PassageIndex;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Brings changed tags into the index once they are kept. */
@Component
class IndexedTags {

  private static final Logger log = LoggerFactory.getLogger(IndexedTags.class);

  /** As many as a request may wait for; a merged term can touch thousands. */
  private static final int AT_ONCE = 10;

  private final PassageIndex index;

  IndexedTags(PassageIndex index) {
    this.index = index;
  }

  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void refresh(TagsChanged changed) {
    if (changed.documents().size() <= AT_ONCE) {
      refresh(changed.documents());
    } else {
      Thread.ofVirtual().name("refresh-tags").start(() -> refresh(changed.documents()));
    }
  }

  private void refresh(Set<DocumentId> documents) {
    try {
      index.refresh(documents);
    } catch (RuntimeException e) {
      log.warn("some tags of {} documents did not reach the index", documents.size(), e);
    }
  }
}
