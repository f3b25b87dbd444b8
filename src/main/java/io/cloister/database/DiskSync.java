package io.cloister.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * Forces to the disk what H2 committed: those who wait share one write and one sync. While commits
 * are made here, H2 writes at none by itself, also not at that of a single statement of somebody
 * else, which is written with them.
 */
final class DiskSync {

  private static final int AT_EACH_COMMIT = 0;
  private static final int NEVER = -1;

  private final ReentrantLock syncing = new ReentrantLock();
  private final ReentrantLock counting = new ReentrantLock();
  private final AtomicLong begun = new AtomicLong();
  // of a thread in a span of OneSync: whether it committed what is not synced yet
  private final ThreadLocal<@Nullable Boolean> owed = new ThreadLocal<>();
  private volatile long finished;
  private int committing;

  /** Commits, and returns once that is on the disk, unless this thread waits for that later. */
  void commit(Connection connection, Runnable commit) throws SQLException {
    if (WantOfRoom.isFelt() && !session(connection).containsUncommitted()) {
      end(connection, commit); // what was read may be not on the disk yet, but reading goes on
      return;
    }
    var store = store(connection);
    enter(store);
    try {
      commit.run();
      if (owed.get() == null) {
        sync(connection);
      } else {
        owed.set(true);
      }
    } finally {
      leave(store);
    }
  }

  /** Undoes a transaction, which waits for nothing. */
  void rollBack(Connection connection, Runnable rollback) throws SQLException {
    if (WantOfRoom.isFelt()) {
      end(connection, rollback);
    } else {
      rollback.run();
    }
  }

  /** Without the write that H2 makes at any end; the next commit has it make them again. */
  private static void end(Connection connection, Runnable end) throws SQLException {
    store(connection).setAutoCommitDelay(NEVER);
    end.run();
  }

  private void enter(MVStore store) {
    counting.lock();
    try {
      committing++;
      store.setAutoCommitDelay(NEVER);
    } finally {
      counting.unlock();
    }
  }

  private void leave(MVStore store) {
    counting.lock();
    try {
      committing--;
      if (committing == 0) {
        store.setAutoCommitDelay(AT_EACH_COMMIT);
        store.commit(); // what single statements committed since the sync
      }
    } finally {
      counting.unlock();
    }
  }

  /** From now on commits of this thread do not wait for the disk. */
  void postpone() {
    owed.set(false);
  }

  /** From now on they do again; whether one did not. */
  boolean isOwed() {
    boolean isOwed = Boolean.TRUE.equals(owed.get());
    owed.remove();
    return isOwed;
  }

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
    return session(connection).getDatabase().getStore().getMvStore();
  }

  private static SessionLocal session(Connection connection) throws SQLException {
    return (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
  }
}
