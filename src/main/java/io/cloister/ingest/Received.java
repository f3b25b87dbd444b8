package io.cloister.ingest;

import io.cloister.jobs.JobId;
import io.cloister.library.Version;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file that was brought.
 *
 * @param version what it is now, or the version that was there already
 * @param isDuplicate whether the same bytes were there already, so that nothing was added
 * @param job what reads it; null if it is a duplicate
 */
public record Received(Version version, boolean isDuplicate, @Nullable JobId job) {}
