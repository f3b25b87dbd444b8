package io.cloister.jobs;

/**
 * Does one kind of job. A job may be run again after a crash, so {@link #run} picks up where it was
 * or repeats without harm.
 */
public interface JobHandler {

  /** The kind of job this does, as {@code ingest}; unique among handlers. */
  String kind();

  /** Whether it may take many minutes; only a few such jobs are run at the same time. */
  default boolean takesLong() {
    return false;
  }

  /**
   * Whether it asks hosts elsewhere, each of which may keep it waiting until its time is over. Such
   * jobs keep only one another waiting.
   */
  default boolean asksElsewhere() {
    return false;
  }

  /**
   * Does the work on a background thread. Returning is success.
   *
   * @throws JobFailed with a code and a hint when it cannot be done; it is not tried again
   * @throws Exception anything else is tried again a few times, then the job fails as internal
   */
  void run(JobRun job) throws Exception;

  /** Tidies up after a job that somebody cancelled, be it before it was begun or while it ran. */
  default void cancelled(JobRun job) {}

  /** Tidies up after a job that failed as internal, because it is not tried once more. */
  default void gaveUp(JobRun job) {}
}
