package io.cloister;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/**
 * Forces to the disk what H2 committed. What the disk has stays whole meanwhile: H2 writes over a
 * part of its file as soon as the newest commit needs it no more, but that commit may be one that a
 * power cut takes back. So the version of the last sync is held as one in use until the next.
 */
final class DiskSync implements DisposableBean {

  private final ReentrantLock syncing = new ReentrantLock();
  private final AtomicLong begun = new AtomicLong();
  private volatile long finished;
  private @Nullable Held held;
  private boolean closing;

  private record Held(MVStore store, MVStore.TxCounter version) {

    static Held newest(MVStore store) {
      return new Held(store, store.registerVersionUsage());
    }

    void release() {
      store.deregisterVersionUsage(version);
    }
  }

  /** Syncs what is there, so that it is kept from now on. */
  static DiskSync begun(DataSource dataSource) throws SQLException {
    var sync = new DiskSync();
    try (var connection = dataSource.getConnection()) {
      sync.sync(connection);
    }
    return sync;
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
      force(connection);
      finished = mine;
    } finally {
      syncing.unlock();
    }
  }

  private void force(Connection connection) throws SQLException {
    var before = held;
    var now = Held.newest(store(connection));
    try (var statement = connection.createStatement()) {
      statement.execute("checkpoint sync");
    } catch (SQLException e) {
      now.release(); // the one before is still the last that is known to be there
      throw e;
    }
    hold(now);
    if (before != null) {
      before.release();
    }
  }

  private void hold(Held now) {
    if (closing) {
      now.release();
    }
    held = closing ? null : now;
  }

  static MVStore store(Connection connection) throws SQLException {
    var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
    return session.getDatabase().getStore().getMvStore();
  }

  /** H2 closes its file only as small as it wants to have it when no version is in use. */
  @Override
  public void destroy() {
    syncing.lock();
    try {
      closing = true;
      if (held != null) {
        held.release();
        held = null;
      }
    } finally {
      syncing.unlock();
    }
  }
}
