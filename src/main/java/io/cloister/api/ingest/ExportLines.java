package io.cloister.api.ingest;

import io.cloister.library.AccessScope;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.document.Documents;
import io.cloister.library.document.Versions;
import io.cloister.library.tag.Tag;
import io.cloister.library.tag.Tags;
import io.cloister.library.text.PlainText;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes documents as lines that can be imported again. */
@Component
class ExportLines {

  private static final int AT_ONCE = 100;

  private final Documents documents;
  private final Versions versions;
  private final Tags tags;
  private final JsonMapper json;

  ExportLines(Documents documents, Versions versions, Tags tags, JsonMapper json) {
    this.documents = documents;
    this.versions = versions;
    this.tags = tags;
    this.json = json;
  }

  /**
   * Writes what was there at the beginning, oldest first, without what is not to be read any more
   * when its turn comes.
   *
   * @param scope what may be read now; asked again and again, since an export takes minutes
   */
  void write(Supplier<AccessScope> scope, OutputStream out) throws IOException {
    var all = documents.oldestFirst(scope.get());
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      write(all.subList(from, Math.min(from + AT_ONCE, all.size())), scope.get(), out);
      out.flush();
    }
  }

  private void write(List<DocumentId> ids, AccessScope scope, OutputStream out) throws IOException {
    var found =
        documents.find(ids, scope).stream()
            .collect(Collectors.toMap(Document::id, Function.identity()));
    var tagged = tags.of(List.copyOf(found.keySet()));
    for (var document : ids.stream().map(found::get).filter(Objects::nonNull).toList()) {
      var shape =
          Exported.of(document, text(document), tagged.getOrDefault(document.id(), List.of()));
      out.write(json.writeValueAsBytes(shape));
      out.write('\n');
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
