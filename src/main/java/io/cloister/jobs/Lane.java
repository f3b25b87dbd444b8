package io.cloister.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * A queue with a few threads of its own: what waits in one lane keeps no other lane waiting. A job
 * whose process died is run again once its heartbeat is missed; one that runs here is not, however
 * long the machine stood still.
 */
final class Lane {

  /** For each thread; what is more urgent and comes later goes after these at the latest. */
  static final int IN_HAND = 3;

  private static final String TASK = "job";
  private static final double FETCHED_AGAIN = 0.5; // in hand for each thread

  private final Clock clock;
  private final LongestWaiting longest;
  private final Task<Void> task;
  private final Scheduler scheduler;

  /**
   * @param table where it is kept
   * @param run does a job and says what becomes of its place in the queue
   * @param isRunning whether a job is being done in this process
   */
  Lane(
      String table,
      int threads,
      JobsProperties properties,
      DataSource dataSource,
      Clock clock,
      Function<JobId, CompletionHandler<Void>> run,
      Predicate<JobId> isRunning,
      RecurringTask<?>... recurring) {
    this.clock = clock;
    this.longest = new LongestWaiting(table, TASK, dataSource, clock);
    var revive = new DeadExecutionHandler.ReviveDeadExecution<Void>();
    this.task =
        Tasks.custom(TASK, Void.class)
            .onFailure((complete, operations) ->
                operations.reschedule(complete, clock.instant().plus(properties.backOff())))
            .onDeadExecution((silent, operations) -> {
              if (!isRunning.test(job(silent.getExecution().taskInstance))) {
                revive.deadExecution(silent, operations);
              }
            })
            .execute((instance, _) -> {
              longest.begin();
              return run.apply(job(instance));
            });
    // in the caller's transaction, so that a job is there exactly when what it is for is there
    this.scheduler =
        Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), task)
            .tableName(table)
            .startTasks(recurring)
            .threads(threads)
            .executorService(new PatientThreads(threads))
            .pollingInterval(Duration.ofSeconds(1))
            .pollUsingFetch(FETCHED_AGAIN, IN_HAND)
            .heartbeatInterval(properties.heartbeat())
            .missedHeartbeatsLimit(4)
            .enablePriority()
            .shutdownMaxWait(properties.stopWithin().dividedBy(2)) // waited for twice
            .build();
  }

  private static JobId job(TaskInstanceId instance) {
    return new JobId(UUID.fromString(instance.getId()));
  }

  /**
   * Makes the job be run once the caller's transaction commits; a higher weight goes first, but now
   * and then what has waited longest.
   */
  void schedule(JobId id, int weight) {
    scheduler.schedule(
        task.instanceBuilder(id.toString()).priority(weight).scheduledTo(clock.instant()));
  }

  /**
   * Has a waiting job be looked at now.
   *
   * @return whether it waits in this lane
   */
  boolean hurry(JobId id) {
    try {
      scheduler.reschedule(TaskInstanceId.of(TASK, id.toString()), clock.instant());
      return true;
    } catch (TaskInstanceNotFoundException | TaskInstanceCurrentlyExecutingException _) {
      return false; // it has ended, or is begun just now and looks for the mark itself
    }
  }

  void lookNow() {
    scheduler.triggerCheckForDueExecutions();
  }

  void start() {
    scheduler.start();
  }

  /** Begins nothing more. */
  void pause() {
    scheduler.pause();
  }

  void stop() {
    scheduler.stop();
  }
}
