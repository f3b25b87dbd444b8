package io.cloister.governance;

import io.cloister.identity.UserId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the audit trail.
 *
 * @param sequence place in the trail, from 1
 * @param user null for what the product itself did
 * @param actor the name at that time
 */
public record AuditEntry(
    long sequence,
    Instant at,
    @Nullable UserId user,
    String actor,
    String action,
    String subject,
    Map<String, String> details) {}
