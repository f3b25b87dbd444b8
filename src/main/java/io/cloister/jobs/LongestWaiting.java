package io.cloister.jobs;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets the job of a lane go next that has waited longest, after every few that were begun: however
 * much comes that is more urgent, nothing waits for ever. There is one such job at a time, so that
 * long ones never take all threads from what is urgent.
 */
final class LongestWaiting {

  static final int EVERY = 10; // jobs begun

  private static final int NEXT = JobQueue.HIGHEST + 1;

  private final JdbcClient jdbc;
  private final String lift;
  private final Clock clock;
  private final AtomicInteger begun = new AtomicInteger();

  LongestWaiting(String table, String task, DataSource dataSource, Clock clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.clock = clock;
    this.lift =
        """
        update %1$s set priority = %2$d
        where task_name = '%3$s' and task_instance =
          (select task_instance from %1$s
           where task_name = '%3$s' and picked = false and execution_time <= ?
             and not exists (select 1 from %1$s where priority = %2$d)
           order by execution_time limit 1)
        """
            .formatted(table, NEXT, task);
  }

  /** To be told of each job that is begun. */
  void begin() {
    if (begun.incrementAndGet() % EVERY == 0) {
      jdbc.sql(lift).param(Timestamp.from(clock.instant())).update();
    }
  }
}
