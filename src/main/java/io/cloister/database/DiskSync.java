package io.cloister.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/** Forces to the disk what H2 committed. */
final class DiskSync {

  private final ReentrantLock syncing = new ReentrantLock();
  private final AtomicLong begun = new AtomicLong();
  private volatile long finished;

  /** Returns once a sync that began after this call has finished; those who wait share one. */
  void sync(Connection connection) throws SQLException {
    long needed = begun.get() + 1;
    syncing.lock();
    try {
      if (finished >= needed) {
        return;
      }
      long mine = begun.incrementAndGet();
      try (var statement = connection.createStatement()) {
        statement.execute("checkpoint sync");
      }
      finished = mine;
    } finally {
      syncing.unlock();
    }
  }

  static MVStore store(Connection connection) throws SQLException {
    var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    return session.getDatabase().getStore().getMvStore();
  }
}
