package io.cloister.jobs;

import static io.cloister.SlowMachines.PATIENCE;
import static io.cloister.jobs.JobsRoom.ADMIN;
import static io.cloister.jobs.JobsRoom.ANN;
import static io.cloister.jobs.JobsRoom.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.jobs.JobStatus.State;
import io.cloister.jobs.Jobs.Priority;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobsTests {

  private final JobsRoom room = new JobsRoom();
  private final JobsRoom.Script script = room.script;

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void runsWhatWasCommitted() {
    var id = room.jobs().submit("scripted", "hello", Priority.ORDINARY, ANN);

    JobsRoom.eventually(() -> room.state(id) == State.DONE);
    assertThat(script.ran).containsExactly("hello");
  }

  @Test
  void doesNotRunWhatWasRolledBack() {
    room.rolledBack(() -> room.jobs().submit("scripted", "never", Priority.INTERACTIVE, ANN));
    var after = room.jobs().submit("scripted", "after", Priority.BULK, ANN);

    JobsRoom.eventually(() -> room.state(after) == State.DONE);
    assertThat(script.ran).containsExactly("after");
    assertThat(room.jobs().count(ANN)).isEqualTo(1);
  }

  @Test
  void triesAgainAfterAnUnexpectedFailure() {
    script.failures = 2;
    var id = room.jobs().submit("scripted", "third time", Priority.ORDINARY, ANN);

    JobsRoom.eventually(() -> room.state(id) == State.DONE);
    assertThat(script.ran).hasSize(3);
  }

  @Test
  void failsAfterTheLastRetryWithoutTellingWhatTheExceptionSaid() {
    script.failures = 99;
    var id = room.jobs().submit("scripted", "hopeless", Priority.ORDINARY, ANN);

    JobsRoom.eventually(() -> room.state(id) == State.FAILED);
    assertThat(script.ran).hasSize(4);
    assertThat(script.givenUp).containsExactly("hopeless");
    var failure = room.jobs().find(id, ANN).orElseThrow().failure();
    assertThat(failure.code()).isEqualTo("internal");
    assertThat(failure.detail()).doesNotContain("secret words");
  }

  @Test
  void doesNotTryAgainWhatSaysThatItCannotBeDone() {
    var id = room.jobs().submit("scripted", "impossible", Priority.ORDINARY, ANN);

    JobsRoom.eventually(() -> room.state(id) == State.FAILED);
    assertThat(script.ran).hasSize(1);
    assertThat(room.jobs().find(id, ANN).orElseThrow().failure())
        .isEqualTo(new JobStatus.Failure("no-way", "It cannot be done", "Do another"));
    // which may name a document that the administrator may not read
    assertThat(room.jobs().find(id, ADMIN).orElseThrow().toString())
        .contains("no-way")
        .doesNotContain("cannot be done");
    assertThat(room.jobs().list(ADMIN, 0, 20).toString()).doesNotContain("cannot be done");
  }

  @Test
  void failsWhatNothingHandles() {
    var id = room.jobs().submit("unknown", "", Priority.ORDINARY, ANN);

    JobsRoom.eventually(() -> room.state(id) == State.FAILED);
  }

  @Test
  void showsJobsToTheirOwnerAndToAdministratorsOnly() throws Exception {
    var id = room.jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThat(room.jobs().find(id, BOB)).isEmpty();
    assertThat(room.jobs().list(BOB, 0, 20)).isEmpty();
    assertThat(room.jobs().find(id, ADMIN)).isPresent();
    assertThat(room.jobs().count(ADMIN)).isEqualTo(1);
    room.jobs().cancel(id, BOB);
    assertThat(room.context.getBean(JobRows.class).work(id).orElseThrow().cancelled()).isFalse();
    room.jobs().cancel(id, ADMIN);
    JobsRoom.eventually(() -> room.state(id) == State.CANCELLED);
  }

  @Test
  void runsWhatIsUrgentFirst() throws Exception {
    var first = room.jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    var urgent = room.together(this::bulkThenUrgent); // so that nothing of it is in hand before

    room.jobs().cancel(first, ANN);

    JobsRoom.eventually(() -> room.state(urgent) == State.DONE);
    assertThat(script.ran.indexOf("urgent")).isOne();
  }

  @Test
  void runsWhatIsUrgentBeforeAllThatIsNotInHand() throws Exception {
    var first = room.jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    var urgent = bulkThenUrgent();

    room.jobs().cancel(first, ANN);

    JobsRoom.eventually(() -> room.state(urgent) == State.DONE);
    // before it only what ran, and what the one worker had in hand when it came
    assertThat(script.ran.indexOf("urgent")).isLessThanOrEqualTo(1 + Lane.IN_HAND);
  }

  private JobId bulkThenUrgent() {
    for (int i = 0; i < 20; i++) {
      room.jobs().submit("scripted", "bulk", Priority.BULK, ANN);
    }
    return room.jobs().submit("scripted", "urgent", Priority.INTERACTIVE, ANN);
  }

  @Test
  void whatAsksElsewhereKeepsOnlyItsLikeWaiting() throws Exception {
    var slow = room.jobs().submit("farther", "until cancelled", Priority.INTERACTIVE, ANN);
    assertThat(room.farther.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    var behind = room.jobs().submit("farther", "behind", Priority.INTERACTIVE, ANN);

    var isLong = room.jobs().submit("longer", "long", Priority.BULK, ANN);
    var ordinary = room.jobs().submit("scripted", "ordinary", Priority.BULK, ANN);

    JobsRoom.eventually(() -> room.state(isLong) == State.DONE);
    JobsRoom.eventually(() -> room.state(ordinary) == State.DONE);
    assertThat(room.state(behind)).isEqualTo(State.QUEUED);
    room.jobs().cancel(slow, ANN);
    JobsRoom.eventually(() -> room.state(behind) == State.DONE);
  }

  @Test
  void tellsTheLatestStepThoughNothingFollowsIt() throws Exception {
    var told = new CountDownLatch(1);
    var seen = new CountDownLatch(1);
    script.also =
        job -> {
          job.progress(1, 7, "");
          job.progress(2, 7, "");
          job.progress(7, 7, "");
          told.countDown();
          JobsRoom.eventually(() -> seen.getCount() == 0);
        };

    var id = room.jobs().submit("scripted", "busy", Priority.ORDINARY, ANN);
    assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    JobsRoom.eventually(() -> room.jobs().find(id, ANN).orElseThrow().done() == 7);
    assertThat(room.state(id)).isEqualTo(State.RUNNING);
    seen.countDown();
    JobsRoom.eventually(() -> room.state(id) == State.DONE);
  }

  @Test
  void tellsProgress() throws Exception {
    var id = room.jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    JobsRoom.eventually(() -> room.jobs().find(id, ANN).orElseThrow().done() == 3);
    assertThat(room.jobs().find(id, ANN).orElseThrow().total()).isEqualTo(7);
    assertThat(room.jobs().find(id, ANN).orElseThrow().message()).isEqualTo("counting");
    room.jobs().cancel(id, ANN);
  }

  @Test
  void putsTheFirstJobOfSomebodyBeforeTheManyOfAnother() {
    room.jobs().submit("scripted", "until cancelled", Priority.INTERACTIVE, ADMIN);
    JobsRoom.eventually(() -> script.begun.getCount() == 0);
    for (int i = 0; i < 10; i++) {
      room.jobs().submit("scripted", "ann " + i, Priority.INTERACTIVE, ANN);
    }
    var last = room.jobs().submit("scripted", "bob", Priority.INTERACTIVE, BOB);
    room.jobs().cancel(script.running.id(), ADMIN);

    JobsRoom.eventually(() -> room.state(last) == State.DONE);
    JobsRoom.eventually(() -> script.ran.contains("ann 9"));
    assertThat(script.ran.indexOf("bob")).isLessThan(script.ran.indexOf("ann 9"));
  }

  @Test
  void keepsPrioritiesApartHoweverManyWait() {
    assertThat(JobQueue.weight(Priority.INTERACTIVE, 0)).isEqualTo(30);
    assertThat(JobQueue.weight(Priority.INTERACTIVE, 100_000))
        .isGreaterThan(JobQueue.weight(Priority.ORDINARY, 0));
    assertThat(JobQueue.weight(Priority.ORDINARY, 100_000))
        .isGreaterThan(JobQueue.weight(Priority.BULK, 0));
  }
}
