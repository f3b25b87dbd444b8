package io.cloister.api.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloister.api.Attachment;
import io.cloister.api.Listed;
import io.cloister.identity.CurrentActor;
import io.cloister.ingest.Sheets;
import io.cloister.library.DocumentId;
import io.cloister.library.MediaFamily;
import io.cloister.library.NotFound;
import io.cloister.library.Version;
import io.cloister.library.collection.Collections;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import io.cloister.library.original.Originals;
import io.cloister.library.text.HiddenText;
import io.cloister.library.text.HiddenTexts;
import io.cloister.library.text.Passage;
import io.cloister.library.text.Passages;
import io.cloister.library.text.PlainText;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/documents/{id}")
class DocumentContentController {

  private final Documents documents;
  private final Versions versions;
  private final Passages passages;
  private final HiddenTexts hidden;
  private final Originals originals;
  private final Collections collections;
  private final Sheets sheets;
  private final OriginalReads reads;
  private final CurrentActor actor;

  DocumentContentController(
      Documents documents,
      Versions versions,
      Passages passages,
      HiddenTexts hidden,
      Originals originals,
      Collections collections,
      Sheets sheets,
      OriginalReads reads,
      CurrentActor actor) {
    this.documents = documents;
    this.versions = versions;
    this.passages = passages;
    this.hidden = hidden;
    this.originals = originals;
    this.collections = collections;
    this.sheets = sheets;
    this.reads = reads;
    this.actor = actor;
  }

  /**
   * Never rendered by a browser: what a stranger wrote must not run in the product's name. It may
   * be asked for in parts, so that a recording is played from any moment.
   */
  @GetMapping("/content")
  ResponseEntity<Resource> content(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range) {
    var wanted = version(id, version);
    var original = new OriginalResource(originals, wanted);
    if (range != null && !original.has(range)) {
      // left to Spring it would be refused with all of the original behind it
      return ResponseEntity.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
          .header(HttpHeaders.CONTENT_RANGE, "bytes */" + wanted.bytes())
          .build();
    }
    reads.tell(actor.get(), wanted);
    return Attachment.named(wanted.fileName())
        .contentType(
            MediaFamily.of(wanted.mediaType()).isRecording()
                ? MediaType.parseMediaType(wanted.mediaType())
                : MediaType.APPLICATION_OCTET_STREAM)
        .body(original);
  }

  @GetMapping("/text") // whatever the caller says to accept: this is what there is
  ResponseEntity<String> text(
      @PathVariable String id, @RequestParam(required = false) @Nullable Integer version) {
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_PLAIN, UTF_8))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(
            versions
                .text(version(id, version).id())
                .map(PlainText::text)
                .orElseThrow(() -> new NotFound("Text of document", id)));
  }

  /** A page as it looks, of formats that have pages which can be drawn. */
  @GetMapping("/pages/{page}.png")
  ResponseEntity<byte[]> page(
      @PathVariable String id,
      @PathVariable int page,
      @RequestParam(required = false) @Nullable Integer version) {
    var sheet = sheets.of(version(id, version), page, actor.get());
    return ResponseEntity.ok()
        .contentType(MediaType.IMAGE_PNG)
        .header("Content-Security-Policy", "sandbox; default-src 'none'")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(sheet.orElseThrow(() -> new NotFound("Page of document", id)).png());
  }

  @GetMapping("/passages")
  Listed<PassageShape> passages(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestParam(defaultValue = "0") @Min(0) int page,
      @RequestParam(defaultValue = "20") @Min(1) @Max(200) int size) {
    var its = version(id, version).id();
    var unseen = hidden.of(its);
    return Listed.of(passages.of(its, page, size), one -> PassageShape.of(one, unseen));
  }

  private Version version(String id, @Nullable Integer number) {
    var scope = collections.scopeOf(actor.get());
    var document = documents.require(DocumentId.of(id), scope);
    return number == null ? document.current() : documents.version(document.id(), number, scope);
  }

  record PassageShape(
      String id,
      int ordinal,
      @Nullable Integer page,
      int start,
      int end,
      @Nullable String heading,
      String text,
      @Nullable Integer seconds,
      List<HiddenShape> hidden) {

    static PassageShape of(Passage passage, List<HiddenText> unseen) {
      return new PassageShape(
          passage.id().toString(),
          passage.ordinal(),
          passage.page(),
          passage.start(),
          passage.end(),
          passage.heading(),
          passage.text(),
          passage.seconds(),
          unseen.stream()
              .filter(one -> one.start() < passage.end() && one.end() > passage.start())
              .map(one -> new HiddenShape(one.start(), one.end(), one.kind().word()))
              .toList());
    }
  }

  /** What of a text nobody sees who opens the file; places as those of passages. */
  record HiddenShape(int start, int end, String kind) {}
}
