package io.cloister.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API token without its secret, which is not kept.
 *
 * @param prefix how its secret begins, to tell one from another
 * @param expiresAt null if it does not expire
 * @param lastUsedAt to the minute; null if never
 */
public record Token(
    TokenId id,
    UserId owner,
    String ownerName,
    String name,
    String prefix,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {}
