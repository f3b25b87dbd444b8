package io.cloister.jobs;

import static io.cloister.jobs.JobsRoom.ANN;
import static io.cloister.jobs.JobsRoom.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.jobs.JobStatus.State;
import io.cloister.jobs.Jobs.Priority;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LongestWaitingTests {

  private static final String ELSEWHERE = "elsewhere"; // no lane runs it

  private final JobsRoom room = new JobsRoom();
  private final JobsRoom.Script script = room.script;
  private final JdbcClient jdbc = JdbcClient.create(room.database);

  @AfterEach
  void close() {
    script.also = _ -> {};
    room.close();
  }

  @Test
  void runsBulkWorkAlthoughUrgentWorkNeverEnds() {
    room.jobs().submit("scripted", "until cancelled", Priority.INTERACTIVE, ANN);
    JobsRoom.eventually(() -> script.begun.getCount() == 0);
    var bulk = room.jobs().submit("scripted", "bulk", Priority.BULK, ANN);
    var ordinary = room.jobs().submit("scripted", "ordinary", Priority.ORDINARY, ANN);
    script.also =
        job -> {
          if (job.payload().equals("urgent")) {
            urgent();
          }
        };
    IntStream.range(0, 20).forEach(_ -> urgent());

    room.jobs().cancel(script.running.id(), ANN);

    JobsRoom.eventually(() -> room.state(bulk) == State.DONE);
    JobsRoom.eventually(() -> room.state(ordinary) == State.DONE);
    assertThat(script.ran.indexOf("bulk")).isLessThan(script.ran.indexOf("ordinary"));
  }

  @Test
  void liftsOneAtATimeAndTheOldestFirst() {
    var longest =
        new LongestWaiting("scheduled_tasks", ELSEWHERE, room.database, Clock.systemUTC());
    waits("not yet", "current_timestamp + interval '1' hour", false);
    waits("younger", "current_timestamp - interval '1' minute", false);
    waits("older", "current_timestamp - interval '2' minute", false);
    waits("runs", "current_timestamp - interval '3' minute", true);

    IntStream.range(1, LongestWaiting.EVERY).forEach(_ -> longest.begin());
    assertThat(lifted()).isEmpty();
    longest.begin();
    assertThat(lifted()).containsExactly("older");
    IntStream.range(0, LongestWaiting.EVERY).forEach(_ -> longest.begin());
    assertThat(lifted()).containsExactly("older");
    jdbc.sql("delete from scheduled_tasks where task_instance = 'older'").update();
    IntStream.range(0, LongestWaiting.EVERY).forEach(_ -> longest.begin());
    assertThat(lifted()).containsExactly("younger");
  }

  private void urgent() {
    room.jobs().submit("scripted", "urgent", Priority.INTERACTIVE, BOB);
  }

  private void waits(String name, String since, boolean picked) {
    jdbc.sql(
            "insert into scheduled_tasks (task_name, task_instance, execution_time, picked,"
                + " version, priority) values (?, ?, %s, ?, 1, 10)".formatted(since))
        .params(ELSEWHERE, name, picked)
        .update();
  }

  private List<String> lifted() {
    return jdbc.sql(
            "select task_instance from scheduled_tasks where priority > 30 and task_name = ?")
        .param(ELSEWHERE)
        .query(String.class)
        .list();
  }
}
