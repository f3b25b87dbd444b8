package io.cloister.database;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Forces each H2 commit to disk before it is acknowledged: H2 itself lets the operating system
 * write when it likes, whatever its write delay. See {@code
 * docs/adr/0005-durable-acknowledgement.md}.
 */
final class SyncedTransactionManager extends JdbcTransactionManager {

  private static final long serialVersionUID = 1L;

  private final transient DiskSync disk;

  SyncedTransactionManager(DataSource dataSource, DiskSync disk) {
    super(dataSource);
    this.disk = disk;
  }

  @Override
  protected void doCommit(DefaultTransactionStatus status) {
    if (status.isReadOnly()) {
      super.doCommit(status);
    } else {
      onItsConnection(connection -> disk.commit(connection, () -> super.doCommit(status)));
    }
  }

  @Override
  protected void doRollback(DefaultTransactionStatus status) {
    onItsConnection(connection -> disk.rollBack(connection, () -> super.doRollback(status)));
  }

  private interface Ending {
    void on(Connection connection) throws SQLException;
  }

  // taking a second connection could wait for ever on a drained pool
  private void onItsConnection(Ending ending) {
    var connection = DataSourceUtils.getConnection(obtainDataSource());
    try {
      ending.on(connection);
    } catch (SQLException e) {
      throw new TransactionSystemException(
          "the commit could not be forced to disk; it may not survive a power cut", e);
    } finally {
      DataSourceUtils.releaseConnection(connection, obtainDataSource());
    }
  }
}
