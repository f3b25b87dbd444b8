package io.cloister.database;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionSystemException;

/**
 * Lets a thread that commits several times wait for the disk once, at the end: what is committed
 * later is never on the disk without what was before. For work of which nobody outside is told
 * anything before its end.
 */
@Component
public class OneSync {

  private final DataSource source;
  private final DiskSync disk;

  OneSync(DataSource source, DiskSync disk) {
    this.source = source;
    this.disk = disk;
  }

  /** Closed when the work has ended, however it ended. */
  public interface Span extends AutoCloseable {

    /**
     * Returns once all that was committed since it began is on the disk.
     *
     * @throws TransactionSystemException if it could not be forced there
     */
    @Override
    void close();
  }

  /** Until the span is closed no commit of this thread waits for the disk; spans do not nest. */
  public Span begin() {
    disk.postpone();
    return this::settle;
  }

  private void settle() {
    if (!disk.isOwed()) {
      return;
    }
    try (var connection = source.getConnection()) {
      disk.sync(connection);
    } catch (SQLException e) {
      throw new TransactionSystemException(
          "what was committed could not be forced to disk; it may not survive a power cut", e);
    }
  }
}
