package io.cloister.api.library;

import io.cloister.library.Document;
import io.cloister.library.ReadingFailure;
import io.cloister.library.Version;
import io.cloister.library.tag.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document in the contract's shape.
 *
 * @param hiddenStretches how many stretches of its text nobody sees who opens the file
 */
record DocumentShape(
    String id,
    @Nullable String externalId,
    String title,
    CollectionName collection,
    String label,
    String status,
    @Nullable FailureShape failure,
    String fileName,
    String mediaType,
    long bytes,
    String sha256,
    @Nullable Integer pages,
    @Nullable String language,
    int version,
    List<VersionShape> versions,
    List<TagShape> tags,
    Map<String, String> metadata,
    int passages,
    int hiddenStretches,
    Instant createdAt,
    Instant updatedAt) {

  record CollectionName(String id, String name) {}

  record VersionShape(int version, String sha256, Instant createdAt, String createdBy) {

    static VersionShape of(Version version) {
      return new VersionShape(
          version.number(), version.sha256().hex(), version.createdAt(), version.createdBy());
    }
  }

  record TagShape(String id, String name, String vocabulary, String source, double confidence) {

    static TagShape of(Tag tag) {
      return new TagShape(
          tag.term().toString(),
          tag.name(),
          tag.vocabulary(),
          tag.source().word(),
          tag.confidence());
    }
  }

  record FailureShape(String code, String detail, String hint) {

    static @Nullable FailureShape of(@Nullable ReadingFailure failure) {
      return failure == null
          ? null
          : new FailureShape(failure.code().word(), failure.detail(), hint(failure.code()));
    }

    private static String hint(ReadingFailure.Code code) {
      return switch (code) {
        case ENCRYPTED -> "Retry with its password.";
        case CORRUPT -> "Open the file where it comes from, save it anew and upload it again.";
        case UNSUPPORTED -> "Convert it to PDF or an Office format and upload that.";
        case TOO_LARGE, BOMB -> "Split the file into smaller ones and upload those.";
        case TIMED_OUT, OUT_OF_MEMORY -> "Retry when the server is less busy, or split the file.";
        case EMPTY -> "Upload the file again; it has no bytes.";
        case NO_TEXT ->
            "It holds pictures only; upload a version with text, or have an administrator route"
                + " 'vision' to a model that sees and retry.";
        case NOT_TRANSCRIBED ->
            "It can be found by its name. Have an administrator route 'transcribe' to a model, or"
                + " see to what is said here; then retry.";
        case NOT_DESCRIBED ->
            "What was read can be found. Have an administrator see to what is said here, as the"
                + " route 'vision' or the limit of pages; then retry.";
        case INTERNAL -> "Retry; if it fails again, show the server's log to its administrator.";
      };
    }
  }

  static DocumentShape of(
      Document document, List<Version> versions, List<Tag> tags, int hiddenStretches) {
    var current = document.current();
    return new DocumentShape(
        document.id().toString(),
        document.externalId(),
        document.title(),
        new CollectionName(document.collection().toString(), document.collectionName()),
        document.label().word(),
        document.status().word(),
        FailureShape.of(current.failure()),
        current.fileName(),
        current.mediaType(),
        current.bytes(),
        current.sha256().hex(),
        current.pages(),
        current.language(),
        current.number(),
        versions.stream().map(VersionShape::of).toList(),
        tags.stream().map(TagShape::of).toList(),
        document.metadata(),
        current.passages(),
        hiddenStretches,
        document.createdAt(),
        document.updatedAt());
  }
}
