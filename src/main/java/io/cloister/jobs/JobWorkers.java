package io.cloister.jobs;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Runs the queued jobs, those that take long in a lane of their own, and those that ask hosts
 * elsewhere in another: however many of them there are, they keep no other waiting.
 */
@Component
class JobWorkers implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(JobWorkers.class);
  private static final int MOST_BEGUN = 50; // by then it is the job that kills the process

  private final JobRows rows;
  private final JobNews news;
  private final JobsProperties properties;
  private final ObjectProvider<JobHandler> handlers;
  private final Clock clock;
  private final Map<JobId, RunningJob> running = new ConcurrentHashMap<>();
  private final Lane lane;
  private final Lane longLane;
  private final Lane elsewhere;
  private volatile boolean stopping;
  private volatile boolean started;

  JobWorkers(
      JobRows rows,
      JobNews news,
      JobsProperties properties,
      ObjectProvider<JobHandler> handlers,
      DataSource dataSource,
      Clock clock) {
    this.rows = rows;
    this.news = news;
    this.properties = properties;
    this.handlers = handlers;
    this.clock = clock;
    var tidying =
        Tasks.recurring("forget-ended-jobs", Schedules.fixedDelay(Duration.ofHours(6)))
            .execute((_, _) -> rows.forgetEndedBefore(properties.keep()));
    this.lane =
        new Lane(
            "scheduled_tasks",
            properties.workers(),
            properties,
            dataSource,
            clock,
            this::run,
            running::containsKey,
            tidying);
    this.longLane =
        new Lane(
            "scheduled_long_tasks",
            properties.longWorkers(),
            properties,
            dataSource,
            clock,
            this::run,
            running::containsKey);
    this.elsewhere =
        new Lane(
            "scheduled_elsewhere_tasks",
            properties.elsewhereWorkers(),
            properties,
            dataSource,
            clock,
            this::run,
            running::containsKey);
  }

  /** Makes the job be run once the caller's transaction commits. */
  void schedule(JobId id, String kind, int weight) {
    var its = laneOf(kind);
    its.schedule(id, weight);
    JobNews.afterCommit(() -> lookNow(its));
  }

  private Lane laneOf(String kind) {
    var handler = handlers.stream().filter(its -> its.kind().equals(kind)).findFirst();
    if (handler.filter(JobHandler::asksElsewhere).isPresent()) {
      return elsewhere;
    }
    return handler.filter(JobHandler::takesLong).isPresent() ? longLane : lane;
  }

  private Stream<Lane> lanes() {
    return Stream.of(lane, longLane, elsewhere);
  }

  /** Has a job end that is marked as cancelled by the caller's transaction. */
  void stop(JobId id) {
    lanes()
        .filter(its -> its.hurry(id))
        .findFirst()
        .ifPresent(its -> JobNews.afterCommit(() -> lookNow(its)));
    JobNews.afterCommit(() -> {
      var job = running.get(id);
      if (job != null) {
        job.cancel();
      }
    });
  }

  private void lookNow(Lane its) {
    if (started && !stopping) {
      its.lookNow();
    }
  }

  private CompletionHandler<Void> run(JobId id) {
    var work = rows.work(id);
    if (work.isEmpty() || work.get().hasEnded()) {
      return remove();
    }
    var job = new RunningJob(work.get(), rows, news, () -> stopping);
    if (stopping) {
      return again(Duration.ZERO);
    }
    running.put(id, job);
    if (rows.isCancelled(id)) {
      job.cancel();
    }
    try {
      return run(work.get(), job);
    } finally {
      running.remove(id);
      news.tell(id);
    }
  }

  private CompletionHandler<Void> run(JobRows.Work work, RunningJob job) {
    if (job.wasCancelled()) {
      return cancelled(work, job);
    }
    if (work.attempts() >= MOST_BEGUN) {
      return giveUp(work, job);
    }
    rows.begin(work.id());
    news.tell(work.id());
    try {
      try {
        handler(work.kind()).run(job);
        job.write();
      } finally {
        job.end();
      }
      if (job.wasCancelled()) {
        return cancelled(work, job);
      }
      return job.gaveWay() ? later(work) : end(work, JobStatus.State.DONE);
    } catch (JobFailed e) {
      return fail(work, new JobStatus.Failure(e.code(), String.valueOf(e.getMessage()), e.hint()));
    } catch (Exception | StackOverflowError e) { // a text may be made to cause the latter
      return stopping ? later(work) : unexpected(work, job, e);
    }
  }

  private CompletionHandler<Void> cancelled(JobRows.Work work, RunningJob job) {
    tidyUp(work, handler -> handler.cancelled(job));
    return end(work, JobStatus.State.CANCELLED);
  }

  private CompletionHandler<Void> giveUp(JobRows.Work work, RunningJob job) {
    tidyUp(work, handler -> handler.gaveUp(job));
    return fail(work, internal());
  }

  private void tidyUp(JobRows.Work work, Consumer<JobHandler> tidying) {
    try {
      tidying.accept(handler(work.kind()));
    } catch (RuntimeException e) {
      log.warn("the job {} could not be tidied up: {}", work.id(), e.getClass().getName());
    }
  }

  private CompletionHandler<Void> unexpected(JobRows.Work work, RunningJob job, Throwable e) {
    // the message may hold words of a document, the trace is for who looks for it
    log.warn(
        "the job {} ({}) failed with {} at {}; see the level debug for its trace",
        work.id(),
        work.kind(),
        e.getClass().getName(),
        e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "an unknown place");
    log.debug("the job {} failed", work.id(), e);
    if (work.failures() >= properties.retries()) {
      return giveUp(work, job);
    }
    rows.wait(work.id(), true);
    return again(properties.backOff().multipliedBy((long) Math.pow(3, work.failures())));
  }

  private CompletionHandler<Void> later(JobRows.Work work) {
    rows.wait(work.id(), false);
    return again(Duration.ZERO);
  }

  private CompletionHandler<Void> end(JobRows.Work work, JobStatus.State state) {
    rows.end(work.id(), state);
    return remove();
  }

  private CompletionHandler<Void> fail(JobRows.Work work, JobStatus.Failure failure) {
    rows.fail(work.id(), failure);
    return remove();
  }

  private static JobStatus.Failure internal() {
    return new JobStatus.Failure(
        "internal",
        "Something went wrong inside the server, several times.",
        "Start it again; if it fails again, show the server's log to its administrator.");
  }

  private JobHandler handler(String kind) {
    return handlers.stream()
        .filter(handler -> handler.kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nothing handles jobs of kind " + kind));
  }

  private static CompletionHandler<Void> remove() {
    return (_, operations) -> operations.remove();
  }

  private CompletionHandler<Void> again(Duration pause) {
    return (complete, operations) -> operations.reschedule(complete, in(pause));
  }

  private Instant in(Duration pause) {
    return clock.instant().plus(pause);
  }

  @Override
  public void start() {
    lanes().forEach(Lane::start);
    started = true;
  }

  @EventListener(ContextClosedEvent.class)
  void giveWay() {
    stopping = true;
    lanes().forEach(Lane::pause); // or they would try again and again while requests end
  }

  @Override
  public void stop() {
    stopping = true;
    started = false;
    // each waits for its own jobs, so that one after the other would take three times as long
    try (var stops = Executors.newVirtualThreadPerTaskExecutor()) {
      lanes().forEach(its -> stops.execute(its::stop));
    }
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  /** Waited for are jobs only once no more requests come in: these go on asking for some. */
  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
  }
}
