package io.cloister.api.library;

import io.cloister.api.Given;
import io.cloister.api.Listed;
import io.cloister.governance.AuditEvent;
import io.cloister.governance.AuditTrail;
import io.cloister.governance.Label;
import io.cloister.identity.CurrentActor;
import io.cloister.identity.VisibleText;
import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.Status;
import io.cloister.library.bin.Purges;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.DocumentChange;
import io.cloister.library.document.DocumentFilter;
import io.cloister.library.document.Documents;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.Assert;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/documents")
class DocumentsController {

  private final Documents documents;
  private final Collections collections;
  private final DocumentShapes shapes;
  private final Purges purges;
  private final AuditTrail audit;
  private final CurrentActor actor;

  DocumentsController(
      Documents documents,
      Collections collections,
      DocumentShapes shapes,
      Purges purges,
      AuditTrail audit,
      CurrentActor actor) {
    this.documents = documents;
    this.collections = collections;
    this.shapes = shapes;
    this.purges = purges;
    this.audit = audit;
    this.actor = actor;
  }

  @GetMapping
  Listed<DocumentShape> list(
      @RequestParam(required = false) @Nullable String collection,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String tag,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(defaultValue = "false") boolean binned,
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    var scope = scope(Given.orNull(collection));
    var state = Given.orNull(status);
    var filter =
        new DocumentFilter(
            state == null ? null : Status.of(state), Given.orNull(tag), Given.orNull(q), binned);
    var found = documents.list(filter, scope, page, size);
    return Listed.of(found, shapes.all(found.items(), scope));
  }

  @GetMapping("/{id}")
  DocumentShape get(@PathVariable String id) {
    var scope = collections.scopeOf(actor.get());
    return shapes.of(documents.require(DocumentId.of(id), scope), scope);
  }

  @PatchMapping("/{id}")
  DocumentShape change(@PathVariable String id, @Valid @RequestBody Change change) {
    var document = writable(id);
    var target =
        change.collection() == null
            ? null
            : collections.require(change.collection(), actor.get(), Right.WRITE).id();
    documents.change(document.id(), change.toChange(target));
    audit.record(actor.get(), AuditEvent.of("document.changed", "document", id));
    return get(id);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(
      @PathVariable String id,
      @RequestParam(defaultValue = "false") boolean purge,
      HttpServletResponse response) {
    var binned =
        documents
            .findBinned(DocumentId.of(id), collections.scopeOf(actor.get()))
            .filter(_ -> purge);
    var document = binned.orElseGet(() -> readable(id));
    collections.require(document, actor.get(), Right.WRITE);
    if (purge) {
      var receipt = purges.purge(document, actor.get());
      response.setHeader(HttpHeaders.LOCATION, "/api/v1/purges/" + receipt);
    } else {
      documents.bin(document.id());
      audit.record(actor.get(), AuditEvent.of("document.binned", "document", id));
    }
  }

  @PostMapping("/{id}/restore")
  DocumentShape restore(@PathVariable String id) {
    var scope = collections.scopeOf(actor.get());
    var document =
        documents
            .findBinned(DocumentId.of(id), scope)
            .orElseGet(() -> documents.require(DocumentId.of(id), scope));
    collections.require(document, actor.get(), Right.WRITE);
    documents.restore(document.id());
    audit.record(actor.get(), AuditEvent.of("document.restored", "document", id));
    return get(id);
  }

  private Document readable(String id) {
    return documents.require(DocumentId.of(id), collections.scopeOf(actor.get()));
  }

  private Document writable(String id) {
    var document = readable(id);
    collections.require(document, actor.get(), Right.WRITE);
    return document;
  }

  private AccessScope scope(@Nullable String collection) {
    return collection == null
        ? collections.scopeOf(actor.get())
        : collections
            .scopeOf(actor.get())
            .narrowedTo(Set.of(collections.require(collection, actor.get(), Right.READ).id()));
  }

  record Change(
      @Nullable @Size(min = 1, max = 1000) String title,
      @Nullable String collection,
      @Nullable @Pattern(regexp = "public|internal|confidential|secret") String label,
      @Nullable @Size(max = 200)
          Map<@Size(max = 100) String, @NotNull @Size(max = 1000) String> metadata) {

    DocumentChange toChange(@Nullable CollectionId target) {
      Assert.isTrue(title == null || VisibleText.isIn(title), "a document has a title");
      return new DocumentChange(title, target, label == null ? null : Label.of(label), metadata);
    }
  }
}
