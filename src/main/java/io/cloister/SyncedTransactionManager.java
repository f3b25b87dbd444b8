package io.cloister;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Forces each H2 commit to disk before it is acknowledged: H2 itself lets the operating system
 * write when it likes, whatever its write delay. Commits that wait while one sync runs share the
 * next one. See {@code docs/adr/0005-durable-acknowledgement.md}.
 */
final class SyncedTransactionManager extends JdbcTransactionManager {

  private static final long serialVersionUID = 1L;

  private final transient ReentrantLock syncing = new ReentrantLock();
  private final transient AtomicLong begun = new AtomicLong();
  private volatile long finished;

  SyncedTransactionManager(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected void doCommit(DefaultTransactionStatus status) {
    super.doCommit(status);
    if (!status.isReadOnly()) {
      sync();
    }
  }

  /** Returns once a sync that began after this call has finished. */
  private void sync() {
    long needed = begun.get() + 1;
    syncing.lock();
    try {
      if (finished >= needed) {
        return;
      }
      long mine = begun.incrementAndGet();
      force();
      finished = mine;
    } finally {
      syncing.unlock();
    }
  }

  // on the transaction's own connection: taking a second one could wait for ever on a drained pool
  private void force() {
    var connection = DataSourceUtils.getConnection(obtainDataSource());
    try (var statement = connection.createStatement()) {
      statement.execute("checkpoint sync");
    } catch (SQLException e) {
      throw new TransactionSystemException(
          "the commit could not be forced to disk; it may not survive a power cut", e);
    } finally {
      DataSourceUtils.releaseConnection(connection, obtainDataSource());
    }
  }
}
