package io.cloister.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.jobs.JobStatus.State;
import io.cloister.jobs.Jobs.Priority;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

class JobsTests {

  private static final Actor ANN = actor("ann", Role.STAFF);
  private static final Actor BOB = actor("bob", Role.STAFF);
  private static final Actor ADMIN = actor("root", Role.ADMIN);

  private final Script script = new Script();
  private JdbcDataSource database;
  private AnnotationConfigApplicationContext room;

  @BeforeEach
  void open() {
    database = new JdbcDataSource();
    database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    new ResourceDatabasePopulator(new ClassPathResource("db/migration/V003__jobs.sql"))
        .execute(database);
    start();
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void runsWhatWasCommitted() {
    var id = jobs().submit("scripted", "hello", Priority.ORDINARY, ANN);

    eventually(() -> state(id) == State.DONE);
    assertThat(script.ran).containsExactly("hello");
  }

  @Test
  void doesNotRunWhatWasRolledBack() {
    new TransactionTemplate(room.getBean(JdbcTransactionManager.class))
        .executeWithoutResult(transaction -> {
          jobs().submit("scripted", "never", Priority.INTERACTIVE, ANN);
          transaction.setRollbackOnly();
        });
    var after = jobs().submit("scripted", "after", Priority.BULK, ANN);

    eventually(() -> state(after) == State.DONE);
    assertThat(script.ran).containsExactly("after");
    assertThat(jobs().count(ANN)).isEqualTo(1);
  }

  @Test
  void triesAgainAfterAnUnexpectedFailure() {
    script.failures = 2;
    var id = jobs().submit("scripted", "third time", Priority.ORDINARY, ANN);

    eventually(() -> state(id) == State.DONE);
    assertThat(script.ran).hasSize(3);
  }

  @Test
  void failsAfterTheLastRetryWithoutTellingWhatTheExceptionSaid() {
    script.failures = 99;
    var id = jobs().submit("scripted", "hopeless", Priority.ORDINARY, ANN);

    eventually(() -> state(id) == State.FAILED);
    assertThat(script.ran).hasSize(4);
    var failure = jobs().find(id, ANN).orElseThrow().failure();
    assertThat(failure.code()).isEqualTo("internal");
    assertThat(failure.detail()).doesNotContain("secret words");
  }

  @Test
  void doesNotTryAgainWhatSaysThatItCannotBeDone() {
    var id = jobs().submit("scripted", "impossible", Priority.ORDINARY, ANN);

    eventually(() -> state(id) == State.FAILED);
    assertThat(script.ran).hasSize(1);
    assertThat(jobs().find(id, ANN).orElseThrow().failure())
        .isEqualTo(new JobStatus.Failure("no-way", "It cannot be done", "Do another"));
  }

  @Test
  void failsWhatNothingHandles() {
    var id = jobs().submit("unknown", "", Priority.ORDINARY, ANN);

    eventually(() -> state(id) == State.FAILED);
  }

  @Test
  void cancelsARunningJob() throws Exception {
    var id = jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(10, TimeUnit.SECONDS)).isTrue();

    jobs().cancel(id, ANN);

    eventually(() -> state(id) == State.CANCELLED);
  }

  @Test
  void cancelsAQueuedJobWithoutRunningIt() throws Exception {
    var running = jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(10, TimeUnit.SECONDS)).isTrue();
    var queued = jobs().submit("scripted", "queued", Priority.ORDINARY, ANN);

    jobs().cancel(queued, ANN);
    jobs().cancel(running, ANN);

    eventually(() -> state(queued) == State.CANCELLED);
    assertThat(script.ran).containsExactly("until cancelled");
  }

  @Test
  void showsJobsToTheirOwnerAndToAdministratorsOnly() throws Exception {
    var id = jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(jobs().find(id, BOB)).isEmpty();
    assertThat(jobs().list(BOB, 0, 20)).isEmpty();
    assertThat(jobs().find(id, ADMIN)).isPresent();
    assertThat(jobs().count(ADMIN)).isEqualTo(1);
    jobs().cancel(id, BOB);
    assertThat(room.getBean(JobRows.class).work(id).orElseThrow().cancelled()).isFalse();
    jobs().cancel(id, ADMIN);
    eventually(() -> state(id) == State.CANCELLED);
  }

  @Test
  void runsWhatIsUrgentFirst() throws Exception {
    var first = jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(10, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 5; i++) {
      jobs().submit("scripted", "bulk", Priority.BULK, ANN);
    }
    var urgent = jobs().submit("scripted", "urgent", Priority.INTERACTIVE, ANN);

    jobs().cancel(first, ANN);

    eventually(() -> state(urgent) == State.DONE);
    eventually(() -> script.ran.size() == 7);
    assertThat(script.ran.get(1)).isEqualTo("urgent");
  }

  @Test
  void tellsProgress() throws Exception {
    var id = jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(10, TimeUnit.SECONDS)).isTrue();

    eventually(() -> jobs().find(id, ANN).orElseThrow().done() == 3);
    assertThat(jobs().find(id, ANN).orElseThrow().total()).isEqualTo(7);
    assertThat(jobs().find(id, ANN).orElseThrow().message()).isEqualTo("counting");
    jobs().cancel(id, ANN);
  }

  @Test
  void abandonsARunningJobWhenTheServerStopsAndTakesItUpAgain() throws Exception {
    var id = jobs().submit("scripted", "until cancelled", Priority.ORDINARY, ANN);
    assertThat(script.begun.await(10, TimeUnit.SECONDS)).isTrue();

    var begin = Instant.now();
    room.close();
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(5));

    start();
    eventually(() -> script.ran.size() == 2);
    assertThat(state(id)).isEqualTo(State.RUNNING);
    jobs().cancel(id, ANN);
    eventually(() -> state(id) == State.CANCELLED);
  }

  @Test
  void takesUpWhatADeadProcessWasRunning() {
    room.close();
    var id = JobId.random();
    var client = JdbcClient.create(database);
    new JobRows(client, Clock.systemUTC()).add(id, "scripted", "orphan", ANN.user());
    client
        .sql(
            """
            insert into scheduled_tasks (task_name, task_instance, execution_time, picked,
              picked_by, last_heartbeat, version, priority)
            values ('job', ?, current_timestamp, true, 'dead', current_timestamp, 1, 20)
            """)
        .param(id.toString())
        .update();

    start();

    eventually(() -> state(id) == State.DONE);
    assertThat(script.ran).containsExactly("orphan");
  }

  private void start() {
    room = new AnnotationConfigApplicationContext();
    room.registerBean(DataSource.class, () -> database);
    room.registerBean("script", JobHandler.class, () -> script);
    room.registerBean(
        JobsProperties.class,
        () ->
            new JobsProperties(
                1,
                Duration.ofMillis(200),
                3,
                Duration.ofMillis(20),
                Duration.ofSeconds(3),
                Duration.ofDays(1)));
    room.register(Room.class);
    room.refresh();
  }

  private Jobs jobs() {
    return room.getBean(Jobs.class);
  }

  private State state(JobId id) {
    return jobs().find(id, ADMIN).orElseThrow().state();
  }

  private static void eventually(BooleanSupplier condition) {
    var deadline = Instant.now().plusSeconds(15);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("in time").isBefore(deadline);
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
    }
  }

  private static Actor actor(String name, Role role) {
    return new Actor(UserId.random(), name, role, Set.of());
  }

  @Configuration
  @EnableTransactionManagement
  @ComponentScan
  static class Room {

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    JdbcClient jdbcClient(DataSource dataSource) {
      return JdbcClient.create(dataSource);
    }

    @Bean
    JdbcTransactionManager transactionManager(DataSource dataSource) {
      return new JdbcTransactionManager(dataSource);
    }
  }

  /** Does what its payload says. */
  private static final class Script implements JobHandler {

    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile int failures;

    @Override
    public String kind() {
      return "scripted";
    }

    @Override
    public void run(JobRun job) {
      ran.add(job.payload());
      if (failures > 0) {
        failures--;
        throw new IllegalStateException("secret words");
      }
      if (job.payload().equals("impossible")) {
        throw new JobFailed("no-way", "It cannot be done", "Do another");
      }
      if (job.payload().equals("until cancelled")) {
        job.progress(3, 7, "counting");
        begun.countDown();
        while (!job.isCancelled()) {
          java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
      }
    }
  }
}
