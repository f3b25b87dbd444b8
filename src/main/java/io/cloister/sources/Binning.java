package io.cloister.sources;

import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.identity.Actor;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts documents of a source into the bin, and forgets the files that they had. */
@Component
class Binning {

  private static final int A_PART = 100; // documents of one transaction, which waits for the disk

  private final SourceFiles files;
  private final Collections collections;
  private final Documents documents;
  private final AuditTrail audit;
  private final TransactionTemplate transaction;

  Binning(
      SourceFiles files,
      Collections collections,
      Documents documents,
      AuditTrail audit,
      TransactionTemplate transaction) {
    this.files = files;
    this.collections = collections;
    this.documents = documents;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * A part of them after the other, each wholly or not at all.
   *
   * @param isStopped asked before each part
   * @return how many were binned; fewer than there are if it was stopped
   * @throws io.cloister.identity.NotAllowed if one is where the actor may not write
   */
  int bin(
      Map<DocumentId, List<SourceFile>> leaving,
      Source source,
      Actor actor,
      BooleanSupplier isStopped) {
    var all = List.copyOf(leaving.entrySet());
    int binned = 0;
    while (binned < all.size() && !isStopped.getAsBoolean()) {
      var part = all.subList(binned, Math.min(binned + A_PART, all.size()));
      var ids = part.stream().map(Map.Entry::getKey).toList();
      var had = part.stream().flatMap(each -> each.getValue().stream()).toList();
      transaction.executeWithoutResult(_ -> {
        bin(ids, source, actor);
        files.forget(source.id(), had);
      });
      binned += part.size();
    }
    return binned;
  }

  private void bin(List<DocumentId> ids, Source source, Actor actor) {
    documents
        .find(ids, collections.scopeOf(actor))
        .forEach(document -> collections.require(document, actor, Right.WRITE));
    for (var id : ids) {
      documents.bin(id);
      audit.record(
          actor, AuditEvent.of("document.binned", "document", id).with("source", source.id()));
    }
  }
}
