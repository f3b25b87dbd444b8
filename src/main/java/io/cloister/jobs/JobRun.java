package io.cloister.jobs;

/** One job while it is run: what it is to do, and where it says how far it is. */
public interface JobRun {

  JobId id();

  /** What was given to {@link Jobs#submit}. */
  String payload();

  /** Says how far the work is; cheap enough to be called for every step. */
  void progress(long done, long total, String message);

  /** Whether somebody asked to stop; a long handler looks now and then and returns. */
  boolean isCancelled();
}
