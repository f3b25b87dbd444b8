package io.cloister.ingest.bag;

import io.cloister.governance.Label;
import io.cloister.library.CollectionId;
import io.cloister.library.Document;
import io.cloister.library.DocumentId;
import io.cloister.library.ReadingFailure;
import io.cloister.library.Sha256;
import io.cloister.library.Status;
import io.cloister.library.Version;
import io.cloister.library.VersionId;
import io.cloister.library.document.WholeDocuments.Whole;
import io.cloister.library.tag.Tag;
import io.cloister.library.tag.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code data/documents/ID/document.json}: all that is known of a document. */
record DocumentEntry(
    UUID id,
    @Nullable String externalId,
    String title,
    UUID collection,
    String label,
    Map<String, String> metadata,
    int currentVersion,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant binnedAt,
    List<TagEntry> tags,
    List<VersionEntry> versions) {

  static final String FILE = "document.json";

  DocumentEntry {
    metadata = Map.copyOf(metadata);
    tags = List.copyOf(tags);
    versions = List.copyOf(versions);
  }

  record TagEntry(
      UUID term,
      String name,
      String vocabulary,
      String source,
      double confidence,
      Instant assignedAt,
      String assignedBy) {

    static TagEntry of(Tags.Assigned assigned) {
      var tag = assigned.tag();
      return new TagEntry(
          tag.term(),
          tag.name(),
          tag.vocabulary(),
          tag.source().word(),
          tag.confidence(),
          assigned.at(),
          assigned.by());
    }

    Tags.Assigned assigned() {
      return new Tags.Assigned(
          new Tag(term, name, vocabulary, Tag.Source.of(source), confidence),
          assignedAt,
          assignedBy);
    }
  }

  /**
   * @param file where its bytes are, from the document's folder
   * @param text where its text is, from there too; null if it was not read
   * @param passages where its passages are; null if it has no text
   */
  record VersionEntry(
      UUID id,
      int number,
      String file,
      String sha256,
      long bytes,
      String fileName,
      String mediaType,
      String status,
      @Nullable String failureCode,
      @Nullable String failureDetail,
      @Nullable Integer pages,
      @Nullable String language,
      Instant createdAt,
      String createdBy,
      @Nullable String text,
      @Nullable String passages) {

    static VersionEntry of(Version version, boolean read) {
      var folder = "v" + version.number() + "/";
      var failure = version.failure();
      return new VersionEntry(
          version.id().value(),
          version.number(),
          folder + "original/" + Paths.name(version.fileName()),
          version.sha256().hex(),
          version.bytes(),
          version.fileName(),
          version.mediaType(),
          version.status().word(),
          failure == null ? null : failure.code().word(),
          failure == null ? null : failure.detail(),
          version.pages(),
          version.language(),
          version.createdAt(),
          version.createdBy(),
          read ? folder + "text.txt" : null,
          read ? folder + "passages.json" : null);
    }

    Version version(DocumentId document, Status standing) {
      var code = failureCode == null ? null : ReadingFailure.Code.of(failureCode);
      boolean isMissing = code != null && (standing.isSettled() || code.isOfReady());
      var failure =
          isMissing
              ? new ReadingFailure(
                  Objects.requireNonNull(code), failureDetail == null ? "" : failureDetail)
              : null;
      return new Version(
          new VersionId(id),
          document,
          number,
          new Sha256(sha256),
          bytes,
          fileName,
          mediaType,
          standing,
          failure,
          pages,
          language,
          0,
          createdAt,
          createdBy);
    }
  }

  static DocumentEntry of(Whole whole, List<TagEntry> tags, List<VersionEntry> versions) {
    var document = whole.document();
    return new DocumentEntry(
        document.id().value(),
        document.externalId(),
        document.title(),
        document.collection().value(),
        document.label().word(),
        document.metadata(),
        document.current().number(),
        document.createdAt(),
        document.updatedAt(),
        whole.binnedAt(),
        tags,
        versions);
  }

  static String folder(UUID document) {
    return "documents/" + document + "/";
  }

  String folder() {
    return folder(id);
  }

  /**
   * The document as it is to be put in.
   *
   * @param place the collection's id here
   * @param versions as they are to stand here
   */
  Whole whole(CollectionId place, List<Version> versions) {
    var current =
        versions.stream()
            .filter(version -> version.number() == currentVersion)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no current version"));
    var document =
        new Document(
            new DocumentId(id),
            place,
            "",
            externalId,
            title,
            Label.of(label),
            metadata,
            current,
            createdAt,
            updatedAt);
    return new Whole(document, binnedAt, versions);
  }
}
