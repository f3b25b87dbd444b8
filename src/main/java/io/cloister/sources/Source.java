package io.cloister.sources;

import io.cloister.identity.UserId;
import io.cloister.jobs.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A folder that is looked at on a schedule.
 *
 * @param setting with the folder's absolute path and the collection's id
 * @param owner who made it, and as whom it acts
 * @param nextRun when it is due, if it is enabled
 * @param job that looked at it last or is doing so; null before the first
 */
public record Source(
    SourceId id,
    SourceSetting setting,
    UserId owner,
    Instant createdAt,
    Instant nextRun,
    @Nullable JobId job) {}
