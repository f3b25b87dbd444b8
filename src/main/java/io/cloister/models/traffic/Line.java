package io.cloister.models.traffic;

import io.cloister.identity.UserId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Those who ask one connection; gone as soon as nobody does. Safe for concurrent use. */
final class Line {

  // how late it is noticed that somebody has given up
  private static final Duration GLANCE = Duration.ofMillis(100);

  private final int mostWaiting;
  private final Consumer<Line> onIdle;
  private final ReentrantLock lock = new ReentrantLock();
  // whose turn is next stands first
  private final Map<UserId, Deque<Waiter>> waiting = new LinkedHashMap<>();
  private int most = Integer.MAX_VALUE;
  private int asked;
  private int queued;
  private boolean gone;

  /**
   * @param mostWaiting how many may wait
   * @param onIdle told once, when it is gone
   */
  Line(int mostWaiting, Consumer<Line> onIdle) {
    this.mostWaiting = mostWaiting;
    this.onIdle = onIdle;
  }

  Turns.Load load() {
    lock.lock();
    try {
      return new Turns.Load(asked, queued);
    } finally {
      lock.unlock();
    }
  }

  /** Null if it went meanwhile. */
  Turns.@Nullable Turn take(
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
      if (queued >= mostWaiting && !makesRoomFor(person)) {
        return new Turns.Turn.TooBusy();
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

  private Turns.Turn await(
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
          return new Turns.Turn.TooBusy();
        }
        if (place != told) {
          onPlace.accept(place);
          told = place;
        }
        if (isStopped.getAsBoolean()) {
          return new Turns.Turn.GivenUp();
        }
        if (System.nanoTime() > deadline) {
          return new Turns.Turn.TooBusy();
        }
        rest(waiter);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Turns.Turn.GivenUp();
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
      onIdle.accept(this);
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

  private static final class Permit implements Turns.Turn.Taken {

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
