package io.cloister.api.library;

import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.document.Documents;
import io.cloister.library.tag.Tags;
import io.cloister.library.text.HiddenTexts;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Brings documents into the contract's shape, a page of them with four queries. */
@Component
class DocumentShapes {

  private final Documents documents;
  private final Tags tags;
  private final HiddenTexts hidden;

  DocumentShapes(Documents documents, Tags tags, HiddenTexts hidden) {
    this.documents = documents;
    this.tags = tags;
    this.hidden = hidden;
  }

  DocumentShape of(Document document, AccessScope scope) {
    return all(List.of(document), scope).apply(document);
  }

  Function<Document, DocumentShape> all(List<Document> page, AccessScope scope) {
    var ids = page.stream().map(Document::id).toList();
    var versions = documents.versions(ids, scope);
    var assigned = tags.of(ids);
    var unseen = hidden.of(page.stream().map(it -> it.current().id()).toList());
    return document ->
        DocumentShape.of(
            document,
            versions.getOrDefault(document.id(), List.of()),
            assigned.getOrDefault(document.id(), List.of()),
            unseen.getOrDefault(document.current().id(), List.of()).size());
  }
}
