package io.cloister.identity;

import java.time.Instant;
import java.util.UUID;

/**
 * One browser that is signed in.
 *
 * @param id not the secret that the browser holds
 * @param lastSeenAt to the minute
 * @param address where it signed in from
 * @param client what the browser says it is
 */
public record Session(
    UUID id, UserId owner, Instant createdAt, Instant lastSeenAt, String address, String client) {}
