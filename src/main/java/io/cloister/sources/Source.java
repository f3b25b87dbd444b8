package io.cloister.sources;

import io.cloister.identity.UserId;
import io.cloister.jobs.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place that is looked at on a schedule.
 *
 * @param setting with the collection's id
 * @param owner who made it, and as whom it acts
 * @param nextRun when it is due, if it is enabled
 * @param job that looked at it last or is doing so; null before the first
 * @param leftOff what its last look tells the next one; null if that did not take all
 */
public record Source(
    SourceId id,
    SourceSetting setting,
    UserId owner,
    Instant createdAt,
    Instant nextRun,
    @Nullable JobId job,
    @Nullable String leftOff) {}
