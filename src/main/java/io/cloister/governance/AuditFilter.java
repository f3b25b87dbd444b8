package io.cloister.governance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit trail are looked for; null parts let everything pass.
 *
 * @param from inclusive
 * @param to exclusive
 * @param actor a name
 * @param action an action, or how it begins: {@code document.} for all of documents
 * @param subject as {@code document/8f2…}
 */
public record AuditFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String actor,
    @Nullable String action,
    @Nullable String subject) {}
