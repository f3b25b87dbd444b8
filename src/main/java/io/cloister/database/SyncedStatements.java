package io.cloister.database;

import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ParameterizedPreparedStatementSetter;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Forces to the disk what a single statement changed, before its caller goes on. In a transaction
 * {@link SyncedTransactionManager} does it for all. While the disk is full nothing is changed.
 */
final class SyncedStatements extends JdbcTemplate {

  private final DataSource source;
  private final DiskSync disk;

  SyncedStatements(DataSource source, DiskSync disk) {
    super(source);
    this.source = source;
    this.disk = disk;
  }

  @Override
  public int update(String sql) {
    return synced(() -> super.update(sql));
  }

  @Override
  protected int update(PreparedStatementCreator creator, @Nullable PreparedStatementSetter setter) {
    return synced(() -> super.update(creator, setter));
  }

  @Override
  public int update(PreparedStatementCreator creator, KeyHolder keys) {
    return synced(() -> super.update(creator, keys));
  }

  @Override
  public int[] batchUpdate(String... sql) {
    return synced(() -> super.batchUpdate(sql));
  }

  @Override
  public int[] batchUpdate(String sql, BatchPreparedStatementSetter setter) {
    return synced(() -> super.batchUpdate(sql, setter));
  }

  @Override
  public int[] batchUpdate(
      PreparedStatementCreator creator, BatchPreparedStatementSetter setter, KeyHolder keys) {
    return synced(() -> super.batchUpdate(creator, setter, keys));
  }

  @Override
  public <T extends @Nullable Object> int[][] batchUpdate(
      String sql,
      Collection<T> arguments,
      int size,
      ParameterizedPreparedStatementSetter<T> setter) {
    return synced(() -> super.batchUpdate(sql, arguments, size, setter));
  }

  private <T> T synced(Supplier<T> update) {
    if (WantOfRoom.isFelt()) {
      throw new NoRoomOnDisk();
    }
    var result = update.get();
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      try (var connection = source.getConnection()) {
        disk.sync(connection);
      } catch (SQLException e) {
        throw new TransactionSystemException(
            "what was changed could not be forced to disk; it may not survive a power cut", e);
      }
    }
    return result;
  }
}
