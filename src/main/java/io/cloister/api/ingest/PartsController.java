package io.cloister.api.ingest;

import io.cloister.api.Attachment;
import io.cloister.api.CallRefused;
import io.cloister.api.Listed;
import io.cloister.identity.CurrentActor;
import io.cloister.ingest.PartContents;
import io.cloister.ingest.PartRefused;
import io.cloister.library.DocumentId;
import io.cloister.library.Version;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.library.text.Part;
import io.cloister.library.text.TextParts;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The files within a document, as attachments and members of archives. */
@RestController
@RequestMapping("/api/v1/documents/{id}/parts")
class PartsController {

  private final Documents documents;
  private final Collections collections;
  private final TextParts parts;
  private final PartContents contents;
  private final CurrentActor actor;

  PartsController(
      Documents documents,
      Collections collections,
      TextParts parts,
      PartContents contents,
      CurrentActor actor) {
    this.documents = documents;
    this.collections = collections;
    this.parts = parts;
    this.contents = contents;
    this.actor = actor;
  }

  /** Each before its own parts. */
  @GetMapping
  Listed<PartShape> parts(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    var all = parts.of(version(id, version).id());
    var some =
        IntStream.range(0, all.size())
            .skip((long) page * size)
            .limit(size)
            .mapToObj(i -> PartShape.of(i, all.get(i)))
            .toList();
    return new Listed<>(some, page, size, all.size());
  }

  /** One of them by itself, by its ordinal; never rendered by a browser, like the whole. */
  @GetMapping("/{part}/content")
  ResponseEntity<Resource> content(
      @PathVariable String id,
      @PathVariable int part,
      @RequestParam(required = false) @Nullable Integer version) {
    return content(version(id, version), part, null);
  }

  /** The same, of a document that needs a password to be opened. */
  @PostMapping("/{part}/content")
  ResponseEntity<Resource> unlocked(
      @PathVariable String id,
      @PathVariable int part,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestBody @Valid Unlocking unlocking) {
    return content(version(id, version), part, unlocking.password());
  }

  private ResponseEntity<Resource> content(Version version, int part, @Nullable String password) {
    try {
      var content = contents.open(version, part, password, actor.get());
      return Attachment.named(content.fileName())
          .contentLength(content.bytes())
          .body(new InputStreamResource(content.stream()));
    } catch (PartRefused e) {
      throw new CallRefused(status(e), e.code(), String.valueOf(e.getMessage()), e.hint());
    }
  }

  private static HttpStatus status(PartRefused e) {
    if (e.passes()) {
      return HttpStatus.SERVICE_UNAVAILABLE;
    }
    return e.code().equals("part-moved") ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
  }

  private Version version(String id, @Nullable Integer number) {
    var scope = collections.scopeOf(actor.get());
    var document = documents.require(DocumentId.of(id), scope);
    return number == null ? document.current() : documents.version(document.id(), number, scope);
  }

  record Unlocking(@NotBlank @Size(max = 200) String password) {

    @Override
    public String toString() {
      return "Unlocking"; // the password must not get into any log
    }
  }

  /**
   * @param depth 1 for a part of the document, 2 for a part of such a part
   * @param start where its text begins in the document's, as places of passages
   */
  record PartShape(int ordinal, String name, String mediaType, int depth, int start, int end) {

    static PartShape of(int ordinal, Part part) {
      return new PartShape(
          ordinal, part.name(), part.mediaType(), part.depth(), part.start(), part.end());
    }
  }
}
