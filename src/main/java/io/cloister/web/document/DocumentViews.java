package io.cloister.web.document;

import io.cloister.identity.Actor;
import io.cloister.identity.CurrentActor;
import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.NotFound;
import io.cloister.library.Version;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.Documents;
import io.cloister.library.text.PassageId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds a document for the person who asks, as they may see it. */
@Component
class DocumentViews {

  private final Documents documents;
  private final Collections collections;
  private final CurrentActor actor;

  DocumentViews(Documents documents, Collections collections, CurrentActor actor) {
    this.documents = documents;
    this.collections = collections;
    this.actor = actor;
  }

  Actor actor() {
    return actor.get();
  }

  AccessScope scope() {
    return collections.scopeOf(actor.get());
  }

  /**
   * The document at the version that {@code place} means: the numbered one, else that of its
   * passage, else the current one. From the bin only for those who may take it out again.
   *
   * @throws NotFound if this person may not read it, or it has no such version
   */
  DocumentView find(String id, Place place) {
    var me = actor.get();
    var wanted = DocumentId.of(id);
    var scope = collections.scopeOf(me);
    var found = documents.find(wanted, scope);
    var document =
        found.orElseGet(() ->
            documents
                .findBinned(wanted, collections.scopeOf(me, Right.WRITE))
                .orElseThrow(() -> new NotFound("Document", id)));
    var versions = documents.versions(List.of(wanted), scope).getOrDefault(wanted, List.of());
    return new DocumentView(
        document,
        version(document, versions, place),
        versions,
        found.isEmpty(),
        collections.writable(me));
  }

  DocumentView find(String id) {
    return find(id, Place.START);
  }

  /**
   * The document, for a change.
   *
   * @throws NotFound if this person may not read it
   * @throws io.cloister.identity.NotAllowed if they may read it only
   */
  Document writable(String id) {
    var document = documents.require(DocumentId.of(id), scope());
    collections.require(document, actor.get(), Right.WRITE);
    return document;
  }

  /**
   * The document, in the bin.
   *
   * @throws NotFound if it is not, or this person may not take it out
   */
  Document binned(String id) {
    return documents
        .findBinned(DocumentId.of(id), collections.scopeOf(actor.get(), Right.WRITE))
        .orElseThrow(() -> new NotFound("Document", id));
  }

  private static Version version(Document document, List<Version> versions, Place place) {
    var passage = place.passage() == null ? null : PassageId.of(place.passage());
    if (place.v() == null && passage == null) {
      return document.current();
    }
    return versions.stream()
        .filter(version -> means(version, place.v(), passage))
        .findFirst()
        .orElseThrow(() -> new NotFound("Version of document", document.id()));
  }

  private static boolean means(
      Version version, @Nullable Integer number, @Nullable PassageId passage) {
    return number != null
        ? version.number() == number
        : passage != null && version.id().equals(passage.version());
  }
}
