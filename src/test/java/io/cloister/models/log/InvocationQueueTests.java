package io.cloister.models.log;

import static io.cloister.models.ModelsOnly.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.models.ScriptedModels;
import io.cloister.models.log.InvocationRows.Entry;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Calls on their way into the log: none is lost. */
class InvocationQueueTests extends ScriptedModels {

  @Test
  void losesNothingWhenItIsToldToStop() throws Exception {
    var queue = queue(100_000);
    write(queue, 1_000);
    queue.close();

    assertThat(rows()).isEqualTo(1_000);

    write(queue, 10);
    assertThat(rows()).as("what still comes is written at once").isEqualTo(1_010);
  }

  @Test
  void whoeverComesWritesWhenTooManyWait() throws Exception {
    var queue = queue(8);
    write(queue, 1_000);

    assertThat(rows()).isGreaterThanOrEqualTo(992);
    queue.close();
    assertThat(rows()).isEqualTo(1_000);
    assertThat(models.usages.total(WrittenCalls.FIRST, WrittenCalls.LAST, ADMIN).calls())
        .isEqualTo(1_000);
  }

  @Test
  void losesNoneThoughOthersTakeTheRoomThatItMade() throws Exception {
    var queue = queue(1);
    write(queue, 2_000);
    queue.close();

    assertThat(rows()).isEqualTo(2_000);
  }

  private void write(InvocationQueue queue, int calls) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < calls; i++) {
        var _ = threads.submit(() -> queue.add(new Entry(WrittenCalls.call("tester"), null)));
      }
    }
  }

  @Test
  void waitsWhileTheDatabaseIsAwayAndKeepsWhatWaits() throws Exception {
    var queue = queue(100);
    models.jdbc.sql("alter table model_invocation rename to elsewhere").update();
    queue.add(new Entry(WrittenCalls.call("tester"), null));
    queue.flush();
    models.jdbc.sql("alter table elsewhere rename to model_invocation").update();
    queue.add(new Entry(WrittenCalls.call("tester"), null));
    queue.close();

    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void oneThatCannotBeWrittenTakesNoOtherWithIt() throws Exception {
    var queue = queue(100);
    queue.add(new Entry(WrittenCalls.call("tester"), null));
    queue.add(new Entry(WrittenCalls.call("x".repeat(500)), null));
    queue.add(new Entry(WrittenCalls.call("tester"), null));
    queue.close();

    assertThat(rows()).isEqualTo(2);
    assertThat(models.usages.total(WrittenCalls.FIRST, WrittenCalls.LAST, ADMIN).calls())
        .isEqualTo(2);
  }

  /** One that writes when it is told to only. */
  private InvocationQueue queue(int most) {
    return new InvocationQueue(
        models.part(InvocationRows.class), new QueueProperties(Duration.ofHours(1), most));
  }

  private long rows() {
    return models.jdbc.sql("select count(*) from model_invocation").query(Long.class).single();
  }
}
