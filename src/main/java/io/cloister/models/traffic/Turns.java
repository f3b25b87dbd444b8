package io.cloister.models.traffic;

import io.cloister.identity.UserId;
import io.cloister.models.connection.Connection;
import io.cloister.models.connection.ConnectionId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Lets no more calls at a connection than it serves at once. The others wait: those of one person
 * in their order, the persons in turn, so that whoever asks much does not keep the others waiting.
 * Safe for concurrent use.
 */
@Component
public final class Turns {

  // how late it is noticed that somebody has given up
  private static final Duration GLANCE = Duration.ofMillis(100);

  private final ModelProperties properties;
  private final Map<ConnectionId, Line> lines = new ConcurrentHashMap<>();

  Turns(ModelProperties properties) {
    this.properties = properties;
  }

  /** What came of waiting. */
  public sealed interface Turn {

    /** It may ask now; to be closed when the call has ended. */
    non-sealed interface Taken extends Turn, AutoCloseable {
      @Override
      void close();
    }

    /** As many wait as may, or it gave way to one with fewer, or waited as long as it would. */
    record TooBusy() implements Turn {}

    /** The caller gave up. */
    record GivenUp() implements Turn {}
  }

  /**
   * How busy a connection is.
   *
   * @param asked calls that it works on
   * @param waiting calls that wait for their turn
   */
  public record Load(int asked, int waiting) {}

  public Load load(ConnectionId id) {
    var line = lines.get(id);
    return line == null ? new Load(0, 0) : line.load();
  }

  /** Whether a call that comes now is sent away unless somebody makes room. */
  public boolean isFull(Connection connection) {
    var most = connection.maxConcurrent();
    var now = load(connection.id());
    return most != null && now.asked() >= most && now.waiting() >= properties.queue();
  }

  /**
   * Waits for the caller's turn on the calling thread.
   *
   * @param patience how long at most
   * @param isStopped looked at often; once true the place is given up
   * @param onPlace told the place in the queue, from 1, whenever it changes
   */
  public Turn take(
      Connection connection,
      UserId person,
      Duration patience,
      BooleanSupplier isStopped,
      IntConsumer onPlace) {
    int most = connection.maxConcurrent() == null ? Integer.MAX_VALUE : connection.maxConcurrent();
    Turn turn = null;
    while (turn == null) {
      turn =
          lines
              .computeIfAbsent(connection.id(), Line::new)
              .take(most, person, patience, isStopped, onPlace);
    }
    return turn;
  }

  private static final class Waiter {

    private final UserId person;
    private final Condition called;
    private boolean isCalled;
    private boolean isSentAway; // for somebody of whom fewer wait

    Waiter(UserId person, Condition called) {
      this.person = person;
      this.called = called;
    }
  }

  /** Those who ask one connection; gone as soon as nobody does. */
  private final class Line {

    private final ConnectionId id;
    private final ReentrantLock lock = new ReentrantLock();
    // whose turn is next stands first
    private final Map<UserId, Deque<Waiter>> waiting = new LinkedHashMap<>();
    private int most = Integer.MAX_VALUE;
    private int asked;
    private int queued;
    private boolean gone;

    Line(ConnectionId id) {
      this.id = id;
    }

    Load load() {
      lock.lock();
      try {
        return new Load(asked, queued);
      } finally {
        lock.unlock();
      }
    }

    /** Null if it went meanwhile. */
    @Nullable Turn take(
        int allowed,
        UserId person,
        Duration patience,
        BooleanSupplier isStopped,
        IntConsumer onPlace) {
      Waiter waiter;
      lock.lock();
      try {
        if (gone) {
          return null;
        }
        most = allowed;
        call();
        if (asked < most && queued == 0) {
          asked++;
          return new Permit(this);
        }
        if (queued >= properties.queue() && !makesRoomFor(person)) {
          return new Turn.TooBusy();
        }
        waiter = new Waiter(person, lock.newCondition());
        waiting.computeIfAbsent(person, _ -> new ArrayDeque<>()).addLast(waiter);
        queued++;
      } finally {
        lock.unlock();
      }
      return await(waiter, System.nanoTime() + patience.toNanos(), isStopped, onPlace);
    }

    /** Whether somebody of whom more wait gives a place up, the last that they took. */
    private boolean makesRoomFor(UserId person) {
      var longest = Collections.max(waiting.values(), Comparator.comparingInt(Deque::size));
      if (longest.size() <= waiting.getOrDefault(person, new ArrayDeque<>()).size() + 1) {
        return false;
      }
      var last = longest.removeLast();
      queued--;
      last.isSentAway = true;
      last.called.signal();
      return true;
    }

    private Turn await(
        Waiter waiter, long deadline, BooleanSupplier isStopped, IntConsumer onPlace) {
      int told = 0;
      boolean called = false;
      try {
        while (true) {
          int place = place(waiter);
          if (place == 0) {
            called = true;
            return new Permit(this);
          }
          if (place < 0) {
            return new Turn.TooBusy();
          }
          if (place != told) {
            onPlace.accept(place);
            told = place;
          }
          if (isStopped.getAsBoolean()) {
            return new Turn.GivenUp();
          }
          if (System.nanoTime() > deadline) {
            return new Turn.TooBusy();
          }
          rest(waiter);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Turn.GivenUp();
      } finally {
        if (!called) {
          leave(waiter);
        }
      }
    }

    private void rest(Waiter waiter) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        long left = GLANCE.toNanos();
        while (!waiter.isCalled && !waiter.isSentAway && left > 0) {
          left = waiter.called.awaitNanos(left);
        }
      } finally {
        lock.unlock();
      }
    }

    /** 0 once it is called, below 0 once it is sent away. */
    private int place(Waiter waiter) {
      lock.lock();
      try {
        return waiter.isSentAway ? -1 : waiter.isCalled ? 0 : placeOf(waiter);
      } finally {
        lock.unlock();
      }
    }

    private int placeOf(Waiter waiter) {
      int rounds = 0;
      for (var each : waiting.getOrDefault(waiter.person, new ArrayDeque<>())) {
        if (each == waiter) {
          break;
        }
        rounds++;
      }
      int place = rounds + 1;
      boolean before = true;
      for (var other : waiting.entrySet()) {
        if (other.getKey().equals(waiter.person)) {
          before = false;
        } else {
          place += Math.min(other.getValue().size(), rounds + (before ? 1 : 0));
        }
      }
      return place;
    }

    private void leave(Waiter waiter) {
      lock.lock();
      try {
        if (waiter.isCalled) {
          asked--; // called in the moment of leaving
          call();
          return;
        }
        var own = waiting.get(waiter.person);
        if (own != null && own.remove(waiter)) {
          queued--;
          if (own.isEmpty()) {
            waiting.remove(waiter.person);
          }
        }
        goIfIdle();
      } finally {
        lock.unlock();
      }
    }

    private void end() {
      lock.lock();
      try {
        asked--;
        call();
        goIfIdle();
      } finally {
        lock.unlock();
      }
    }

    private void goIfIdle() {
      if (asked == 0 && queued == 0) {
        gone = true;
        lines.remove(id, this);
      }
    }

    /** Calls as many as may ask now. */
    private void call() {
      while (asked < most && queued > 0) {
        var first = waiting.entrySet().iterator().next();
        var person = first.getKey();
        var own = first.getValue();
        var waiter = own.removeFirst();
        waiting.remove(person);
        if (!own.isEmpty()) {
          waiting.put(person, own); // behind the others
        }
        queued--;
        asked++;
        waiter.isCalled = true;
        waiter.called.signal();
      }
    }
  }

  private static final class Permit implements Turn.Taken {

    private final Line line;
    private boolean over;

    Permit(Line line) {
      this.line = line;
    }

    @Override
    public synchronized void close() {
      if (!over) {
        over = true;
        line.end();
      }
    }
  }
}
