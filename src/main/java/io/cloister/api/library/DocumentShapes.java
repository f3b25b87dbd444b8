package io.cloister.api.library;

import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.document.Documents;
import io.cloister.library.tag.Tags;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Brings documents into the contract's shape, a page of them with three queries. */
@Component
class DocumentShapes {

  private final Documents documents;
  private final Tags tags;

  DocumentShapes(Documents documents, Tags tags) {
    this.documents = documents;
    this.tags = tags;
  }

  DocumentShape of(Document document, AccessScope scope) {
    return all(List.of(document), scope).apply(document);
  }

  Function<Document, DocumentShape> all(List<Document> page, AccessScope scope) {
    var ids = page.stream().map(Document::id).toList();
    var versions = documents.versions(ids, scope);
    var assigned = tags.of(ids);
    return document ->
        DocumentShape.of(
            document,
            versions.getOrDefault(document.id(), List.of()),
            assigned.getOrDefault(document.id(), List.of()));
  }
}
