package io.cloister.library;

import io.cloister.governance.Label;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document with its current version. Its status, file name and type are its current version's.
 *
 * @param externalId what the system it was imported from calls it; null if uploaded
 * @param metadata what the file says of itself, and what people added
 */
public record Document(
    DocumentId id,
    CollectionId collection,
    String collectionName,
    @Nullable String externalId,
    String title,
    Label label,
    Map<String, String> metadata,
    Version current,
    Instant createdAt,
    Instant updatedAt) {

  public Document {
    metadata = Map.copyOf(metadata);
  }

  public Status status() {
    return current.status();
  }

  /** The same as if {@code version} were its current one. */
  public Document withCurrent(Version version) {
    return new Document(
        id,
        collection,
        collectionName,
        externalId,
        title,
        label,
        metadata,
        version,
        createdAt,
        updatedAt);
  }
}
