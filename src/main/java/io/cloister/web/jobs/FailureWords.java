package io.cloister.web.jobs;

import io.cloister.identity.Actor;
import io.cloister.jobs.JobStatus;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a job failed, in the messages of the pages: what the job says itself is for programs.
 *
 * @param key of the message
 * @param hint of the message that says what to do next
 * @param quoted what the job says itself, where that is more; null for who did not begin it
 */
record FailureWords(String key, String hint, @Nullable String quoted) {

  private static final Set<String> OF_FILES = Set.of("read", "read-long", "transcribe");

  /** Of these the message says as much as the job. */
  private static final Set<String> SAID_IN_FULL =
      Set.of(
          "internal", "no-owner", "disk-full", "no-text", "owner-gone", "source-gone", "not-set");

  /**
   * @return null if it has not failed
   */
  static @Nullable FailureWords of(JobStatus job, Actor reader) {
    var failure = job.failure();
    if (failure == null) {
      return null;
    }
    boolean isOfFile = OF_FILES.contains(job.kind());
    boolean isOwn = job.owner().equals(reader.user());
    boolean isSaid = !isOfFile && SAID_IN_FULL.contains(failure.code());
    var key = (isOfFile ? "document.failure." : "jobs.failure.") + failure.code();
    return new FailureWords(
        key,
        isOfFile ? "jobs.failure.file" : key + ".hint",
        isOwn && !isSaid ? failure.detail() : null);
  }
}
