package io.cloister.api.jobs;

import io.cloister.jobs.JobStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job in the contract's shape. */
public record JobShape(
    String id,
    String kind,
    String state,
    long done,
    long total,
    String message,
    @Nullable FailureShape failure,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Long etaSeconds) {

  /** Why it failed. */
  public record FailureShape(String code, String detail, String hint) {}

  public static JobShape of(JobStatus job, Instant now) {
    var failure = job.failure();
    return new JobShape(
        job.id().toString(),
        job.kind(),
        job.state().word(),
        job.done(),
        job.total(),
        job.message(),
        failure == null ? null : new FailureShape(failure.code(), failure.detail(), failure.hint()),
        job.createdAt(),
        job.startedAt(),
        job.endedAt(),
        eta(job, now));
  }

  private static @Nullable Long eta(JobStatus job, Instant now) {
    if (job.state() != JobStatus.State.RUNNING
        || job.startedAt() == null
        || job.done() <= 0
        || job.done() >= job.total()) { // what is still done has no steps
      return null;
    }
    double elapsed = Duration.between(job.startedAt(), now).toMillis() / 1000.0;
    return Math.round(elapsed * (job.total() - job.done()) / job.done());
  }
}
