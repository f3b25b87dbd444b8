package io.cloister.jobs;

import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;

/** The queue in the database, beside everything else that must be there or not be there with it. */
@Component
class JobQueue implements Jobs {

  /** No job weighs more. */
  static final int HIGHEST = 30;

  private static final int MOST_PAYLOAD = 4_000;
  private static final int MOST_COUNTED = 511; // nine bits: there are ten weights in a priority

  private final JobRows rows;
  private final JobWorkers workers;
  private final JobNews news;

  JobQueue(JobRows rows, JobWorkers workers, JobNews news) {
    this.rows = rows;
    this.workers = workers;
    this.news = news;
  }

  @Override
  @Transactional
  public JobId submit(String kind, String payload, Priority priority, Actor owner) {
    return submit(kind, payload, priority, owner.user());
  }

  @Override
  @Transactional
  public JobId follow(JobRun job, String kind, String payload, Priority priority) {
    var owner = rows.find(job.id()).map(JobStatus::owner).orElseThrow();
    return submit(kind, payload, priority, owner);
  }

  private JobId submit(String kind, String payload, Priority priority, UserId owner) {
    Assert.isTrue(payload.length() <= MOST_PAYLOAD, "a payload has at most 4,000 characters");
    var id = JobId.random();
    int weight = weight(priority, rows.waiting(owner, MOST_COUNTED));
    rows.add(id, kind, payload, owner);
    workers.schedule(id, kind, weight);
    news.tell(id);
    return id;
  }

  /** Less for each doubling of what the owner has waiting, but never below the next priority. */
  static int weight(Priority priority, int waiting) {
    int first =
        switch (priority) {
          case INTERACTIVE -> HIGHEST;
          case ORDINARY -> 20;
          case BULK -> 10;
        };
    return first - (Integer.SIZE - Integer.numberOfLeadingZeros(Math.min(waiting, MOST_COUNTED)));
  }

  @Override
  public Optional<JobStatus> find(JobId id, Actor actor) {
    return rows.find(id)
        .filter(job -> actor.is(Role.ADMIN) || job.owner().equals(actor.user()))
        .map(job -> job.asSeenBy(actor));
  }

  @Override
  public List<JobStatus> list(Actor actor, int page, int size) {
    return rows.list(onlyOf(actor), page, size).stream().map(job -> job.asSeenBy(actor)).toList();
  }

  @Override
  public long count(Actor actor) {
    return rows.count(onlyOf(actor));
  }

  @Override
  @Transactional
  public void cancel(JobId id, Actor actor) {
    if (find(id, actor).isEmpty()) {
      return;
    }
    rows.askToStop(id);
    workers.stop(id);
    news.tell(id);
  }

  private static @Nullable UserId onlyOf(Actor actor) {
    return actor.is(Role.ADMIN) ? null : actor.user();
  }
}
