package io.cloister.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Gives back the room that H2's file wastes, when hardly anything is written; while much is, it has
 * just so much of it used again that the file stays a few times as large as what is in it. Each
 * forced commit appends some 20 KB whose room is used again only after 45 seconds, and only once
 * nothing in it counts any more, so that moving in a library leaves a file twenty times as large;
 * H2 itself tidies up only where it delays its writes.
 */
final class Compaction implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Compaction.class);

  private static final Duration LOOK = Duration.ofSeconds(30);
  private static final long WORTHWHILE = 16 << 20; // bytes
  private static final int HARDLY_ANY = 20; // writes between two looks
  private static final int FULL = 95; // percent to be in use, as H2 itself asks for
  private static final int STEP = 16 << 20; // bytes, for which a commit may have to wait
  private static final int UNTIL_CUT_OFF = 8; // steps that find nothing more to write anew
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private static final int LARGE = 16; // times what is worthwhile
  private static final int WASTEFUL = 25; // percent in use, while much is written
  private static final int THRIFTY = 40;
  private static final int SMALL_STEP = 4 << 20;

  private final DataSource dataSource;
  private final DiskSync disk;
  private final long worthwhile;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("compact-database").factory());
  private long seen = -1;
  private long small;

  Compaction(DataSource dataSource, DiskSync disk, long worthwhile) {
    this.dataSource = dataSource;
    this.disk = disk;
    this.worthwhile = worthwhile;
  }

  /** Looks at the file from now on. */
  static Compaction begun(DataSource dataSource, DiskSync disk) {
    var compaction = new Compaction(dataSource, disk, WORTHWHILE);
    var _ =
        compaction.looks.scheduleWithFixedDelay(
            compaction::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    return compaction;
  }

  /** Makes the file small if that is worthwhile and little was written since the last look. */
  void look() {
    try (var connection = dataSource.getConnection()) {
      var store = DiskSync.store(connection);
      long now = store.getCurrentVersion();
      boolean isQuiet = seen >= 0 && now - seen <= HARDLY_ANY;
      if (now != seen) {
        disk.sync(connection); // what no transaction had synced holds room too
      }
      seen = store.getCurrentVersion();
      long size = store.getFileStore().size();
      if (isQuiet && size > Math.max(worthwhile, 2 * small)) {
        boolean isDone = compact(store, connection, FULL, STEP);
        seen = store.getCurrentVersion();
        if (isDone) {
          small = store.getFileStore().size();
          log.debug("The database's file has {} bytes", small);
        }
      } else if (size > LARGE * worthwhile && used(store) < WASTEFUL) {
        var _ = compact(store, connection, THRIFTY, SMALL_STEP);
      }
    } catch (SQLException | RuntimeException e) {
      log.warn("The database's file could not be made smaller: {}", e.toString());
    }
  }

  /**
   * Writes what is left in old parts of the file anew, so that these become free and what is free
   * at the end is cut off. That room is used again at once, which {@link JournaledFiles} make safe.
   * H2's own {@code compactFile}, which moves parts instead, closes the database on some files.
   *
   * @param full percent of the file that are to be in use
   * @param step bytes that are written anew at once
   * @return false if there was not enough time for it
   */
  private boolean compact(MVStore store, Connection connection, int full, int step)
      throws SQLException {
    int retention = store.getRetentionTime();
    long end = System.nanoTime() + AT_ONCE.toNanos();
    try {
      store.setRetentionTime(0);
      int idle = 0;
      while (idle < UNTIL_CUT_OFF && System.nanoTime() < end) {
        idle = store.compact(full, step) ? 0 : idle + 1;
        force(store, connection);
      }
      return idle == UNTIL_CUT_OFF;
    } finally {
      store.setRetentionTime(retention);
    }
  }

  /** Percent of the parts of the file that count still. */
  private static int used(MVStore store) {
    return store.getFileStore().getChunksFillRate();
  }

  /** Writes even if nothing has changed: only then is free room found and cut off. */
  private void force(MVStore store, Connection connection) throws SQLException {
    store.setStoreVersion(store.getStoreVersion());
    store.commit();
    disk.sync(connection);
  }

  @Override
  public void destroy() throws InterruptedException {
    looks.shutdown(); // never by an interrupt: it would close the file
    if (!looks.awaitTermination(10, TimeUnit.SECONDS)) {
      log.warn("The database's file is still being made smaller");
    }
  }
}
