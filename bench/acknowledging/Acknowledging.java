package io.cloister.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The measuring itself; compiled and started by {@code bench/acknowledgements}, which says how. */
final class Acknowledging {

  private static final int CLIENTS = 8;
  private static final int WARMING = 3; // seconds
  private static final String PAYLOAD = "metadata ".repeat(20);

  private Acknowledging() {}

  public static void main(String... arguments) throws Exception {
    var scratch = Path.of(arguments[0]);
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    JournaledFiles.register();
    for (int round = 1; round <= 3; round++) {
      double naive = measure("each commit synced by itself", scratch, round, seconds, true);
      double ours = measure("as the product does", scratch, round, seconds, false);
      System.out.printf(Locale.ROOT, "%.1f times%n", ours / naive);
    }
    System.exit(0);
  }

  private static double measure(
      String what, Path scratch, int round, int seconds, boolean isNaive) throws Exception {
    var url =
        "jdbc:h2:file:journal:retry:%s/%s%d;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE"
            .formatted(scratch, isNaive ? "naive" : "ours", round);
    var pool = JdbcConnectionPool.create(url, "sa", "");
    pool.setMaxConnections(2 * CLIENTS);
    var jdbc = JdbcClient.create(pool);
    jdbc.sql("create table version (id uuid primary key, document uuid, payload varchar)").update();
    jdbc.sql("create index by_document on version (document)").update();
    jdbc.sql("create table job (id uuid primary key, version uuid, state varchar)").update();
    var manager = isNaive ? new Naive(pool) : new SyncedTransactionManager(pool, new DiskSync());
    run(pool, manager, WARMING);
    var took = run(pool, manager, seconds);
    pool.dispose();
    double rate = took.length / (double) seconds;
    System.out.printf(
        Locale.ROOT,
        "%-30s %7.0f/s  p50 %6.2f ms  p99 %6.2f ms%n",
        what,
        rate,
        took[took.length / 2] / 1e6,
        took[(int) (took.length * 0.99)] / 1e6);
    return rate;
  }

  /** Nanoseconds that each acknowledgement took, ascending. */
  private static long[] run(DataSource pool, PlatformTransactionManager manager, int seconds)
      throws InterruptedException {
    var ended = new AtomicBoolean();
    var all = new long[CLIENTS][];
    var done = new CountDownLatch(CLIENTS);
    for (int c = 0; c < CLIENTS; c++) {
      int client = c;
      Thread.ofVirtual()
          .start(() -> {
            all[client] = acknowledge(pool, manager, ended);
            done.countDown();
          });
    }
    Thread.sleep(1000L * seconds);
    ended.set(true);
    done.await();
    return Arrays.stream(all).flatMapToLong(Arrays::stream).sorted().toArray();
  }

  private static long[] acknowledge(
      DataSource pool, PlatformTransactionManager manager, AtomicBoolean ended) {
    var jdbc = JdbcClient.create(pool);
    var transaction = new TransactionTemplate(manager);
    var took = new long[1 << 18];
    int done = 0;
    while (!ended.get() && done < took.length) {
      long begin = System.nanoTime();
      transaction.executeWithoutResult(_ -> insert(jdbc));
      took[done++] = System.nanoTime() - begin;
    }
    return Arrays.copyOf(took, done);
  }

  private static void insert(JdbcClient jdbc) {
    var version = UUID.randomUUID();
    jdbc.sql("insert into version values (?, ?, ?)")
        .params(version, UUID.randomUUID(), PAYLOAD)
        .update();
    jdbc.sql("insert into job values (?, ?, 'waiting')")
        .params(UUID.randomUUID(), version)
        .update();
  }

  /** A sync for each commit, one after the other. */
  private static final class Naive extends JdbcTransactionManager {

    private final transient ReentrantLock lock = new ReentrantLock();

    Naive(DataSource pool) {
      super(pool);
    }

    @Override
    protected void doCommit(
        org.springframework.transaction.support.DefaultTransactionStatus status) {
      super.doCommit(status);
      lock.lock();
      try (Connection connection = getDataSource().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("checkpoint sync");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      } finally {
        lock.unlock();
      }
    }
  }
}
