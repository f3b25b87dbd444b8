package io.cloister.tagging;

import io.cloister.library.DocumentId;
import io.cloister.search.DocumentIndexed;
import io.cloister.search.Foreground;
import io.cloister.search.PassageIndex;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes suggestions for documents as they become searchable, one after the other. What is computed
 * for them comes second to all else, it gives way to searches, and while many wait it takes only a
 * share of the time, so that reading goes on too. It keeps nothing: what a crash or a full queue
 * takes is found again in the database, and who opens a document before its turn has its
 * suggestions made there and then.
 */
@Component
class TaggingQueue implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(TaggingQueue.class);

  /** Beyond this many waiting no model is asked: somebody is moving in a whole archive. */
  private static final int FEW = 20;

  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
  private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

  private static final Duration BETWEEN_GLANCES = Duration.ofMillis(50);
  private static final int GLANCES = 40;

  private final Passes passes;
  private final PassOver passOver;
  private final PassageIndex index;
  private final Foreground foreground;
  private final TaggingProperties properties;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final LinkedHashSet<DocumentId> waiting = new LinkedHashSet<>();
  private boolean mayHaveMissed = true;
  private volatile boolean running;
  private @Nullable Thread worker;

  TaggingQueue(
      Passes passes,
      PassOver passOver,
      PassageIndex index,
      Foreground foreground,
      TaggingProperties properties) {
    this.passes = passes;
    this.passOver = passOver;
    this.index = index;
    this.foreground = foreground;
    this.properties = properties;
  }

  @EventListener
  void indexed(DocumentIndexed event) {
    lock.lock();
    try {
      if (waiting.size() < properties.waiting()) {
        waiting.add(event.document());
      } else {
        mayHaveMissed = true;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    worker = Thread.ofPlatform().daemon().name("tagging").start(this::work);
  }

  private void work() {
    while (running) {
      try {
        var next = next();
        if (next != null && running) {
          giveWay();
          tag(next);
        }
      } catch (RuntimeException e) {
        log.warn("no suggestions could be made just now: {}", e.toString());
        pause(Duration.ofSeconds(5));
      }
    }
  }

  private record Next(DocumentId document, boolean isOneOfFew) {}

  /** The next one that waits; null if there is none yet. */
  private @Nullable Next next() {
    boolean sweep;
    lock.lock();
    try {
      if (waiting.isEmpty() && !mayHaveMissed) {
        mayHaveMissed = awaitChange(BETWEEN_SWEEPS);
      }
      if (!waiting.isEmpty()) {
        boolean isOneOfFew = waiting.size() <= FEW;
        return new Next(waiting.removeFirst(), isOneOfFew);
      }
      sweep = mayHaveMissed && index.isReady();
      mayHaveMissed = mayHaveMissed && !sweep;
    } finally {
      lock.unlock();
    }
    if (sweep) {
      sweep();
    } else {
      pause(Duration.ofSeconds(1));
    }
    return null;
  }

  private void sweep() {
    var missed = passes.missing(properties.waiting());
    lock.lock();
    try {
      waiting.addAll(missed);
      mayHaveMissed = missed.size() == properties.waiting();
    } finally {
      lock.unlock();
    }
  }

  /** Waits while people search, but not for ever: tags are wanted on a busy day too. */
  private void giveWay() {
    for (int i = 0; i < GLANCES && running && foreground.isBusy(); i++) {
      pause(BETWEEN_GLANCES);
    }
  }

  private void tag(Next next) {
    long begun = System.nanoTime();
    try {
      passOver.document(next.document(), next.isOneOfFew());
    } catch (RuntimeException | StackOverflowError e) {
      if (!running) {
        return; // what it needs may be closed; the next start finds it again
      }
      log.warn("no suggestions could be made for document {}: {}", next.document(), e.toString());
      passOver.giveUp(next.document());
    }
    if (!next.isOneOfFew()) {
      long spent = System.nanoTime() - begun;
      pause(Duration.ofNanos((long) (spent * (1 / properties.share() - 1))));
    }
  }

  // never by an interrupt: in the middle of a write it would close the file under the database
  private void pause(Duration length) {
    lock.lock();
    try {
      long left = length.toNanos();
      while (running && left > 0) {
        left = awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for news; true if there was none for so long that it is time to look by oneself. */
  private boolean awaitChange(Duration longest) {
    return running && awaitNanos(longest.toNanos()) <= 0;
  }

  @SuppressWarnings("WaitNotInLoop") // woken for nothing, the queue is looked at once too often
  private long awaitNanos(long nanos) {
    try {
      return changed.awaitNanos(nanos);
    } catch (InterruptedException _) {
      running = false;
      return 0;
    }
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    var thread = worker;
    if (thread != null) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(thread, STOP_WITHIN.toNanos());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Once no more requests come in. */
  @Override
  public int getPhase() {
    return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;
  }
}
