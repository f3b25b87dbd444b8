package io.cloister.web.jobs;

import io.cloister.identity.Actor;
import io.cloister.jobs.JobStatus;
import org.jspecify.annotations.Nullable;

/**
 * A job and how its reader is told of it.
 *
 * @param failure null unless it failed
 */
record JobView(JobStatus job, @Nullable FailureWords failure) {

  static JobView of(JobStatus job, Actor reader) {
    return new JobView(job, FailureWords.of(job, reader));
  }
}
