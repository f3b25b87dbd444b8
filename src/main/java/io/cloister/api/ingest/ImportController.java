package io.cloister.api.ingest;

import io.cloister.api.Given;
import io.cloister.identity.CurrentActor;
import io.cloister.ingest.DiskFull;
import io.cloister.ingest.Imported;
import io.cloister.ingest.Importing;
import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.collection.Collections;
import io.cloister.library.collection.Right;
import io.cloister.library.document.DocumentFilter;
import io.cloister.library.document.DocumentOrder;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import io.cloister.library.tag.Tag;
import io.cloister.library.tag.Tags;
import io.cloister.library.text.PlainText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Whole libraries in and out, a document a line. */
@RestController
@RequestMapping("/api/v1")
class ImportController {

  private static final String NDJSON = "application/x-ndjson";
  private static final int AT_ONCE = 100;

  private final Importing importing;
  private final Documents documents;
  private final Versions versions;
  private final Tags tags;
  private final Collections collections;
  private final CurrentActor actor;
  private final JsonMapper json;

  ImportController(
      Importing importing,
      Documents documents,
      Versions versions,
      Tags tags,
      Collections collections,
      CurrentActor actor,
      JsonMapper json) {
    this.importing = importing;
    this.documents = documents;
    this.versions = versions;
    this.tags = tags;
    this.collections = collections;
    this.actor = actor;
    this.json = json;
  }

  @PostMapping(path = "/import", consumes = NDJSON)
  Imported take(HttpServletRequest request) throws IOException {
    try {
      return importing.run(request.getInputStream(), actor.get());
    } catch (DiskFull e) {
      throw UploadsController.diskFull(e);
    }
  }

  // written by the request itself: what takes minutes must not be taken for a request that hangs
  @GetMapping(path = "/export", params = "format!=bagit")
  void give(
      @RequestParam(required = false) @Nullable String collection,
      @RequestParam(required = false) @Nullable @Pattern(regexp = "ndjson") String format,
      HttpServletResponse response)
      throws IOException {
    var me = actor.get();
    var all = collections.scopeOf(me);
    var wanted = Given.orNull(collection);
    var scope =
        wanted == null
            ? all
            : all.narrowedTo(Set.of(collections.require(wanted, me, Right.READ).id()));
    response.setContentType(NDJSON);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Content-Disposition", "attachment; filename=\"export.ndjson\"");
    write(scope, response.getOutputStream());
  }

  // oldest first: what comes in meanwhile moves nothing
  private void write(AccessScope scope, OutputStream out) throws IOException {
    for (int page = 0; ; page++) {
      var found =
          documents.list(DocumentFilter.ALL, DocumentOrder.OLDEST, scope, page, AT_ONCE).items();
      var tagged = tags.of(found.stream().map(Document::id).toList());
      for (var document : found) {
        var shape =
            Exported.of(document, text(document), tagged.getOrDefault(document.id(), List.of()));
        out.write(json.writeValueAsBytes(shape));
        out.write('\n');
      }
      out.flush();
      if (found.size() < AT_ONCE) {
        return;
      }
    }
  }

  private @Nullable String text(Document document) {
    return versions.text(document.current().id()).map(PlainText::text).orElse(null);
  }

  /** A line that can be imported again; {@code externalId} is the id if it has none of its own. */
  record Exported(
      String id,
      String externalId,
      String title,
      @Nullable String text,
      String collection,
      String label,
      @Nullable String language,
      List<String> tags,
      Map<String, String> metadata,
      String status,
      String fileName,
      String mediaType,
      String sha256,
      int version,
      Instant createdAt,
      Instant updatedAt) {

    static Exported of(Document document, @Nullable String text, List<Tag> tags) {
      var current = document.current();
      return new Exported(
          document.id().toString(),
          document.externalId() == null ? document.id().toString() : document.externalId(),
          document.title(),
          text,
          document.collectionName(),
          document.label().word(),
          current.language(),
          tags.stream().map(Tag::name).toList(),
          document.metadata(),
          document.status().word(),
          current.fileName(),
          current.mediaType(),
          current.sha256().hex(),
          current.number(),
          document.createdAt(),
          document.updatedAt());
    }
  }
}
