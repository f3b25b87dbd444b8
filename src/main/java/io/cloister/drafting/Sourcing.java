package io.cloister.drafting;

import io.cloister.identity.Actor;
import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.DocumentFilter;
import io.cloister.library.document.Documents;
import io.cloister.search.Hit;
import io.cloister.search.PassageSearch;
import io.cloister.search.SearchQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds out which documents a draft is made from: only what the actor may read now. */
@Component
class Sourcing {

  static final int MOST = 100;
  private static final int MOST_FOUND = 10;

  private final Documents documents;
  private final Collections collections;
  private final PassageSearch search;

  Sourcing(Documents documents, Collections collections, PassageSearch search) {
    this.documents = documents;
    this.collections = collections;
    this.search = search;
  }

  /**
   * @return the documents chosen, each once, in the order of the choices
   * @throws DraftRefused if there is none, or none that has been read, or there are too many
   * @throws io.cloister.library.NotFound if a document or a collection is not there for the actor
   */
  List<Document> resolve(List<SourceChoice> choices, Actor actor) {
    var scope = collections.scopeOf(actor);
    var chosen = new LinkedHashMap<DocumentId, Document>();
    for (var choice : choices) {
      var found =
          switch (choice) {
            case SourceChoice.OneDocument one -> List.of(ready(one.id(), scope));
            case SourceChoice.WholeCollection whole -> in(whole.idOrName(), actor, scope);
            case SourceChoice.FoundBy by -> foundBy(by.query(), scope);
          };
      found.forEach(document -> chosen.putIfAbsent(document.id(), document));
    }
    if (chosen.isEmpty()) {
      throw new DraftRefused(
          "sources",
          "no-sources",
          "There is no document to draft from",
          "Choose documents, a collection that holds some, or other words to search for.");
    }
    if (chosen.size() > MOST) {
      throw new DraftRefused(
          "sources",
          "too-many-sources",
          "A draft is made from at most %d documents, these are more".formatted(MOST),
          "Choose fewer documents, or search for those that matter.");
    }
    return List.copyOf(chosen.values());
  }

  private Document ready(DocumentId id, AccessScope scope) {
    var document = documents.require(id, scope);
    if (document.status() != Status.READY) {
      throw new DraftRefused(
          "sources",
          "source-not-ready",
          "The document %s has not been read: it is %s".formatted(id, document.status().word()),
          "Wait until it is ready, or choose another.");
    }
    return document;
  }

  private List<Document> in(String idOrName, Actor actor, AccessScope scope) {
    var collection = collections.find(idOrName, actor);
    return documents
        .list(
            new DocumentFilter(Status.READY, null, null, false),
            scope.narrowedTo(Set.of(collection.id())),
            0,
            MOST + 1)
        .items();
  }

  private List<Document> foundBy(String query, AccessScope scope) {
    return search
        .find(SearchQuery.of(query, SearchQuery.Grouping.DOCUMENT, MOST_FOUND), scope)
        .hits()
        .stream()
        .map(Hit::document)
        .filter(document -> document.status() == Status.READY)
        .toList();
  }
}
