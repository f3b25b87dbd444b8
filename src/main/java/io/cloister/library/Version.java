package io.cloister.library;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a document: bytes that were received once and never change.
 *
 * @param number from 1
 * @param mediaType what it is, by content as soon as it was read, until then by name
 * @param failure why it could not be read, or what of it a model was not asked; null if nothing is
 *     amiss
 * @param pages how many pages it has; null if its format has none or it was not read yet
 * @param language ISO 639-1 code; null if unknown
 * @param passages how many passages were made of it
 * @param createdBy the sign-in name of who brought it
 */
public record Version(
    VersionId id,
    DocumentId document,
    int number,
    Sha256 sha256,
    long bytes,
    String fileName,
    String mediaType,
    Status status,
    @Nullable ReadingFailure failure,
    @Nullable Integer pages,
    @Nullable String language,
    int passages,
    Instant createdAt,
    String createdBy) {}
