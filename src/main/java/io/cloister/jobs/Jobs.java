package io.cloister.jobs;

import io.cloister.identity.Actor;
import java.util.List;
import java.util.Optional;

/** The queue of background work. */
public interface Jobs {

  /**
   * Queues a job, in the caller's transaction: it is run once that commits, also after a crash.
   *
   * @param payload what the handler needs, at most 4,000 characters
   */
  JobId submit(String kind, String payload, Priority priority, Actor owner);

  /** Queues a job for the owner of one that runs; all else as for {@link #submit}. */
  JobId follow(JobRun job, String kind, String payload, Priority priority);

  /**
   * The job, if it is the actor's or the actor is an administrator, who is not told the words of
   * others' jobs: they may name documents.
   */
  Optional<JobStatus> find(JobId id, Actor actor);

  /** The newest of the jobs that the actor may see, as for {@link #find}; pages count from 0. */
  List<JobStatus> list(Actor actor, int page, int size);

  /** How many jobs the actor may see. */
  long count(Actor actor);

  /** Asks a queued or running job to stop; does nothing to one that has ended. */
  void cancel(JobId id, Actor actor);

  /**
   * Which jobs are run first. Within the same priority, the first jobs of somebody come before the
   * many hundreds that another has waiting already. What has waited longest is run now and then,
   * whatever its priority.
   */
  enum Priority {
    INTERACTIVE,
    ORDINARY,
    BULK
  }
}
