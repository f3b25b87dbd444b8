package io.cloister.drafting;

import io.cloister.library.DocumentId;
import io.cloister.library.DocumentPurged;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes out of drafts what they hold of a document that is purged. */
@Component
class Forgetting {

  private final DraftRows rows;
  private final PartRows parts;
  private final Without without;

  Forgetting(DraftRows rows, PartRows parts, Without without) {
    this.rows = rows;
    this.parts = parts;
    this.without = without;
  }

  /** In the transaction of the purge: both happen or neither. */
  @EventListener
  @Transactional
  public void on(DocumentPurged event) {
    for (var id : parts.citing(event.document())) {
      // first, so that nobody who edits it at this moment puts back what is taken out
      rows.touch(id);
      rows.find(id).ifPresent(draft -> forget(draft, event.document()));
    }
  }

  private void forget(Draft draft, DocumentId document) {
    var less = without.of(draft, Set.of(document));
    less.sections().stream()
        .filter(section -> !draft.sections().contains(section))
        .forEach(section -> parts.save(draft.id(), section));
    parts.removeCitations(draft.id(), document);
    rows.say(draft.id(), new Draft.Notice("source-purged", ""));
  }
}
