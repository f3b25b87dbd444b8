package io.cloister.api.library;

import io.cloister.identity.CurrentActor;
import io.cloister.library.DocumentId;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.tagging.Tagging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DocumentTagsController {

  private final Tagging tagging;
  private final Documents documents;
  private final Collections collections;
  private final DocumentShapes shapes;
  private final CurrentActor actor;

  DocumentTagsController(
      Tagging tagging,
      Documents documents,
      Collections collections,
      DocumentShapes shapes,
      CurrentActor actor) {
    this.tagging = tagging;
    this.documents = documents;
    this.collections = collections;
    this.shapes = shapes;
    this.actor = actor;
  }

  @PutMapping("/api/v1/documents/{id}/tags")
  DocumentShape set(@PathVariable String id, @Valid @RequestBody TagNames wanted) {
    tagging.setByPerson(DocumentId.of(id), wanted.tags(), actor.get());
    var scope = collections.scopeOf(actor.get());
    return shapes.of(documents.require(DocumentId.of(id), scope), scope);
  }

  /** Names of terms, or their ids. */
  record TagNames(@NotNull @Size(max = 200) List<@NotBlank @Size(max = 300) String> tags) {}
}
