package io.cloister.jobs;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.identity.Actor;
import io.cloister.identity.Role;
import io.cloister.identity.UserId;
import io.cloister.jobs.JobStatus.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** The room by itself, on a database in memory, with one worker and a handler for tests. */
final class JobsRoom implements AutoCloseable {

  static final Actor ANN = actor("ann", Role.STAFF);
  static final Actor BOB = actor("bob", Role.STAFF);
  static final Actor ADMIN = actor("root", Role.ADMIN);

  final Script script = new Script("scripted", false, false);
  final Script longer = new Script("longer", true, false);
  final Script farther = new Script("farther", true, true);
  final JdbcDataSource database = new JdbcDataSource();
  AnnotationConfigApplicationContext context;

  JobsRoom() {
    database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    new ResourceDatabasePopulator(
            new ClassPathResource("db/migration/V003__jobs.sql"),
            new ClassPathResource("db/migration/V028__jobs_that_take_long.sql"),
            new ClassPathResource("db/migration/V082__jobs_that_ask_elsewhere.sql"))
        .execute(database);
    start();
  }

  void start() {
    context = new AnnotationConfigApplicationContext();
    context.registerBean(DataSource.class, () -> database);
    context.registerBean("script", JobHandler.class, () -> script);
    context.registerBean("longer", JobHandler.class, () -> longer);
    context.registerBean("farther", JobHandler.class, () -> farther);
    context.registerBean(
        JobsProperties.class,
        () ->
            new JobsProperties(
                1,
                1,
                1,
                Duration.ofMillis(200),
                3,
                Duration.ofMillis(20),
                Duration.ofSeconds(3),
                Duration.ofDays(1)));
    context.register(Room.class);
    context.refresh();
  }

  Jobs jobs() {
    return context.getBean(Jobs.class);
  }

  State state(JobId id) {
    return jobs().find(id, ADMIN).orElseThrow().state();
  }

  /** Does it in a transaction that is rolled back. */
  void rolledBack(Runnable work) {
    new TransactionTemplate(context.getBean(JdbcTransactionManager.class))
        .executeWithoutResult(transaction -> {
          work.run();
          transaction.setRollbackOnly();
        });
  }

  /** Does it in one transaction. */
  <T> T together(Supplier<T> work) {
    return new TransactionTemplate(context.getBean(JdbcTransactionManager.class))
        .execute(_ -> work.get());
  }

  static void eventually(BooleanSupplier condition) {
    var deadline = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("in time").isBefore(deadline);
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
    }
  }

  @Override
  public void close() {
    context.close();
  }

  private static Actor actor(String name, Role role) {
    return new Actor(UserId.random(), name, role, Set.of());
  }

  @TestConfiguration
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
  static final class Script implements JobHandler {

    private final String kind;
    private final boolean takesLong;
    private final boolean asksElsewhere;
    final List<String> ran = new CopyOnWriteArrayList<>();
    final CountDownLatch begun = new CountDownLatch(1);
    final List<String> givenUp = new CopyOnWriteArrayList<>();
    volatile int failures;
    volatile Consumer<JobRun> also = _ -> {};
    volatile JobRun running;

    Script(String kind, boolean takesLong, boolean asksElsewhere) {
      this.kind = kind;
      this.takesLong = takesLong;
      this.asksElsewhere = asksElsewhere;
    }

    @Override
    public String kind() {
      return kind;
    }

    @Override
    public boolean takesLong() {
      return takesLong;
    }

    @Override
    public boolean asksElsewhere() {
      return asksElsewhere;
    }

    @Override
    public void run(JobRun job) {
      running = job;
      ran.add(job.payload());
      also.accept(job);
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

    @Override
    public void gaveUp(JobRun job) {
      givenUp.add(job.payload());
    }
  }
}
