package io.cloister.models.log;

import io.cloister.models.log.InvocationRows.Entry;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Calls on their way into the log: nobody waits for the writing, unless so many wait to be written
 * that whoever comes writes them. What waits is written when the process is told to stop. Safe for
 * concurrent use.
 */
@Component
public final class InvocationQueue {

  private static final Logger log = LoggerFactory.getLogger(InvocationQueue.class);

  private static final int AT_ONCE = 2_000;
  // of kept text that waits; more than this would be felt in memory
  private static final long MOST_CHARACTERS = 4_000_000;

  private final InvocationRows rows;
  private final BlockingQueue<Entry> waiting;
  private final AtomicLong characters = new AtomicLong();
  private final ReentrantLock writing = new ReentrantLock();
  private final List<Entry> unwritten = new ArrayList<>(); // the batch that is being written
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("log-models").factory());
  private volatile boolean closed;

  InvocationQueue(InvocationRows rows, QueueProperties properties) {
    this.rows = rows;
    this.waiting = new ArrayBlockingQueue<>(properties.most());
    long every = properties.every().toMillis();
    var _ = ticks.scheduleWithFixedDelay(this::tick, every, every, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      flush();
    } catch (RuntimeException e) {
      // and the next tick tries again
      log.error("The log of models could not be written: {}", e.getClass().getSimpleName());
    }
  }

  void add(Entry entry) {
    int length = entry.text() == null ? 0 : entry.text().length();
    boolean taken = characters.addAndGet(length) <= MOST_CHARACTERS && waiting.offer(entry);
    while (!taken) {
      boolean written = flush();
      taken = waiting.offer(entry);
      if (!taken && !written) {
        characters.addAndGet(-length);
        log.error("A call of {} is not in the log of models.", entry.call().model());
        return;
      }
    }
    if (closed) {
      flush();
    }
  }

  /**
   * Writes what waits; afterwards all that was added before can be read, unless the database was
   * away.
   *
   * @return whether the database took it
   */
  public boolean flush() {
    writing.lock();
    try {
      boolean written = true;
      while (written && !(waiting.isEmpty() && unwritten.isEmpty())) {
        if (unwritten.isEmpty()) {
          waiting.drainTo(unwritten, AT_ONCE);
        }
        written = write(unwritten);
        if (written) {
          unwritten.clear();
        }
      }
      return written;
    } finally {
      writing.unlock();
    }
  }

  /** False if it has to be tried again. */
  private boolean write(List<Entry> batch) {
    try {
      rows.write(batch);
    } catch (DataIntegrityViolationException e) {
      batch.forEach(this::writeAlone);
    } catch (DataAccessException | TransactionException e) {
      log.warn(
          "{} calls wait to be written into the log of models: {}",
          batch.size(),
          e.getClass().getSimpleName());
      return false;
    }
    for (var entry : batch) {
      characters.addAndGet(entry.text() == null ? 0 : -entry.text().length());
    }
    return true;
  }

  // one that cannot be written must not keep the others from it
  private void writeAlone(Entry entry) {
    try {
      rows.write(List.of(entry));
    } catch (DataAccessException | TransactionException e) {
      // what a database says may quote what was said
      log.error(
          "A call of {} could not be written into the log of models: {}",
          entry.call().model(),
          e.getClass().getSimpleName());
    }
  }

  @PreDestroy
  void close() throws InterruptedException {
    closed = true;
    ticks.shutdown();
    if (!ticks.awaitTermination(5, TimeUnit.SECONDS)) {
      log.warn("The log of models is slow to be written.");
    }
    flush();
  }
}
