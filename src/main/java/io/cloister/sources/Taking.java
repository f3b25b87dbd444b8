package io.cloister.sources;

import io.cloister.identity.Actor;
import io.cloister.ingest.Ingestion;
import io.cloister.ingest.Received;
import io.cloister.ingest.Upload;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.library.tag.TagsGiven;
import io.cloister.sources.place.Item;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings in one item: as a new document, as the next version of its own, or as nothing new. */
@Component
class Taking {

  private final SourceFiles files;
  private final Ingestion ingestion;
  private final Collections collections;
  private final Documents documents;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  Taking(
      SourceFiles files,
      Ingestion ingestion,
      Collections collections,
      Documents documents,
      ApplicationEventPublisher events,
      TransactionTemplate transaction) {
    this.files = files;
    this.ingestion = ingestion;
    this.collections = collections;
    this.documents = documents;
    this.events = events;
    this.transaction = transaction;
  }

  /** What an item became. */
  enum As {
    ADDED,
    UPDATED,
    UNCHANGED
  }

  /**
   * @param file as it is to be noted
   */
  record Taken(SourceFile file, As as) {}

  /**
   * @throws io.cloister.ingest.FileTooLarge if it has too many bytes
   * @throws io.cloister.ingest.DiskFull if there is no room for it
   * @throws IOException if it cannot be read
   */
  Taken take(Source source, Actor actor, Item item, @Nullable SourceFile known) throws IOException {
    try (var bytes = item.open()) {
      var own = own(source, actor, item, known);
      if (own.isPresent()) {
        var received = ingestion.receiveVersion(own.get(), item.name(), bytes, actor);
        return taken(item, received, true, !received.isDuplicate());
      }
      return takeAnew(source, actor, item, known, bytes);
    }
  }

  private Taken takeAnew(
      Source source, Actor actor, Item item, @Nullable SourceFile known, InputStream bytes) {
    var received =
        ingestion.receive(
            Upload.of(item.name(), bytes, source.setting().collection()).inBulk(), actor);
    boolean isNew = !received.isDuplicate() || isOfEarlierLook(received, known, actor);
    if (isNew) {
      tag(source, actor, item, received);
    }
    // the same bytes by another path are of the source if the others were
    boolean brought =
        isNew
            || (known != null && known.brought())
            || files.hasBrought(source.id(), documentOf(received));
    return taken(item, received, brought, isNew);
  }

  /** The document that the item is the next version of. */
  private Optional<DocumentId> own(
      Source source, Actor actor, Item item, @Nullable SourceFile known) {
    var id = known == null || !known.brought() ? null : known.document();
    return id == null || files.isThereBeside(id, source.id(), item.path())
        ? Optional.empty()
        : documents.find(id, collections.scopeOf(actor)).map(_ -> id);
  }

  /** Whether an earlier look that was killed brought it, before it could note or tag it. */
  private static boolean isOfEarlierLook(
      Received received, @Nullable SourceFile known, Actor actor) {
    Instant begun = known == null ? null : known.begunAt();
    var version = received.version();
    return begun != null
        && !version.createdAt().isBefore(begun)
        && version.createdBy().equals(actor.name());
  }

  private static Taken taken(Item item, Received received, boolean brought, boolean isNew) {
    var file =
        new SourceFile(item.path(), item.mark(), documentOf(received), brought, null, null, null);
    if (!isNew) {
      return new Taken(file, As.UNCHANGED);
    }
    return new Taken(file, received.version().number() > 1 ? As.UPDATED : As.ADDED);
  }

  private void tag(Source source, Actor actor, Item item, Received received) {
    var tags = item.tags();
    if (source.setting().folderTags() && !tags.isEmpty()) {
      transaction.executeWithoutResult(
          _ -> events.publishEvent(new TagsGiven(documentOf(received), tags, actor)));
    }
  }

  private static DocumentId documentOf(Received received) {
    return received.version().document();
  }
}
