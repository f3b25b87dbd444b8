package io.cloister.jobs;

import static io.cloister.SlowMachines.PATIENCE;
import static io.cloister.jobs.JobsRoom.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.jobs.JobStatus.State;
import io.cloister.jobs.Jobs.Priority;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs that are cancelled, and jobs whose server stops or dies. */
class StoppingTests {

  private final JobsRoom room = new JobsRoom();
  private final JobsRoom.Script script = room.script;

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void cancelsARunningJob() throws Exception {
    var id = room.jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    room.jobs().cancel(id, ANN);

    JobsRoom.eventually(() -> room.state(id) == State.CANCELLED);
  }

  @Test
  void cancelsAQueuedJobWithoutRunningIt() throws Exception {
    var running = room.jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    var queued = room.jobs().submit("scripted", "queued", Priority.ORDINARY, ANN);

    room.jobs().cancel(queued, ANN);
    room.jobs().cancel(running, ANN);

    JobsRoom.eventually(() -> room.state(queued) == State.CANCELLED);
    assertThat(script.ran).containsExactly("until cancelled");
  }

  @Test
  void leavesAJobThatHasEndedAsItIs() {
    var id = room.jobs().submit("scripted", "done", Priority.ORDINARY, ANN);
    JobsRoom.eventually(() -> room.state(id) == State.DONE);

    room.jobs().cancel(id, ANN);

    assertThat(room.state(id)).isEqualTo(State.DONE);
  }

  @Test
  void goesOnWhenTheCancellationIsRolledBack() throws Exception {
    var id = room.jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    room.rolledBack(() -> room.jobs().cancel(id, ANN));

    assertThat(script.running.isCancelled()).isFalse();
    room.jobs().cancel(id, ANN);
    JobsRoom.eventually(() -> room.state(id) == State.CANCELLED);
  }

  @Test
  void abandonsARunningJobWhenTheServerStopsAndTakesItUpAgain() throws Exception {
    var id = room.jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    var begin = Instant.now();
    room.close();
    assertThat(Duration.between(begin, Instant.now())).isLessThan(PATIENCE);

    room.start();
    JobsRoom.eventually(() -> script.ran.size() == 2);
    assertThat(room.state(id)).isEqualTo(State.RUNNING);
    room.jobs().cancel(id, ANN);
    JobsRoom.eventually(() -> room.state(id) == State.CANCELLED);
  }

  @Test
  void leavesAloneWhatGaveWayWhileTheLastRequestsEnd() throws Exception {
    var id = room.jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    room.context.publishEvent(new ContextClosedEvent(room.context));
    JobsRoom.eventually(() -> !isTaken(id));
    int changes = changes(id);
    Thread.sleep(2_500); // it would be looked for once a second

    assertThat(changes(id)).isEqualTo(changes);
  }

  @Test
  void takesUpWhatADeadProcessWasRunning() {
    room.close();
    var orphan = orphan();

    room.start();

    JobsRoom.eventually(() -> room.state(orphan) == State.DONE);
    assertThat(script.ran).containsExactly("orphan");
  }

  @Test
  void doesNotRunASecondTimeWhatRunsHereThoughTheMachineStoodStill() throws Exception {
    var running = room.jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    // no heartbeat finds its row from now on
    database()
        .sql(
            """
            update scheduled_tasks set version = version + 1,
              last_heartbeat = dateadd(hour, -1, current_timestamp) where task_instance = ?
            """)
        .param(running.toString())
        .update();

    for (int i = 0; i < 2; i++) { // each time all that look dead have been gone through
      var orphan = orphan();
      JobsRoom.eventually(() -> !isTaken(orphan));
    }

    assertThat(isTaken(running)).isTrue();
    room.jobs().cancel(running, ANN);
    JobsRoom.eventually(() -> room.state(running) == State.CANCELLED);
    assertThat(script.ran).containsOnlyOnce("until cancelled");
  }

  /** A job that a process took an hour ago which is no more. */
  private JobId orphan() {
    var id = JobId.random();
    new JobRows(database(), Clock.systemUTC()).add(id, "scripted", "orphan", ANN.user());
    database()
        .sql(
            """
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked,
              picked_by, last_heartbeat, version, priority)
            values ('job', ?, current_timestamp, true, 'dead',
              dateadd(hour, -1, current_timestamp), 1, 20)
            """)
        .param(id.toString())
        .update();
    return id;
  }

  private boolean isTaken(JobId id) {
    return database()
        .sql("select picked from scheduled_tasks where task_instance = ?")
        .param(id.toString())
        .query(Boolean.class)
        .single();
  }

  /** How often its place in the queue was written. */
  private int changes(JobId id) {
    return database()
        .sql("select version from scheduled_tasks where task_instance = ?")
        .param(id.toString())
        .query(Integer.class)
        .single();
  }

  private JdbcClient database() {
    return JdbcClient.create(room.database);
  }
}
