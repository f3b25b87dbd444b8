package io.cloister.models.ledger;

import java.util.concurrent.locks.ReentrantLock;

/**
 * What one budget has spent in one month. Calls reserve what they may take at most and settle what
 * they took, so that together they cannot overrun the limit, however many there are at once: what
 * is spent is at most the limit, and beyond it only what calls took above what they reserved.
 *
 * <p>The durable number, what is booked, is kept ahead of what is spent and reserved by an
 * allowance, so that few calls wait for a write. A meter opened again after a kill begins with what
 * was booked: it may count too much, by what was reserved and one allowance, and never too little.
 * Safe for concurrent use.
 */
public final class Meter {

  /** Where the booked amount is kept. */
  public interface Book {

    /** Makes durable that at least so much is booked. */
    void raise(Amount booked);

    /** Makes durable what was really spent, which may be less than was booked. */
    void close(Amount spent);
  }

  private final Book book;
  private final ReentrantLock lock = new ReentrantLock();
  private Amount booked;
  private Amount spent;
  private Amount reserved = Amount.NOTHING;
  private boolean closed;

  /**
   * @param booked what the book holds
   */
  public Meter(Book book, Amount booked) {
    this.book = book;
    this.booked = booked;
    this.spent = booked;
  }

  /**
   * Reserves the amount if it stays within the limits.
   *
   * @param strict false to reserve it whatever the limits
   * @return false if it does not; then nothing is reserved
   */
  public boolean reserve(Amount amount, Limits limits, boolean strict) {
    lock.lock();
    try {
      var wanted = spent.plus(reserved).plus(amount);
      if (strict && !limits.allow(wanted)) {
        return false;
      }
      if (!booked.covers(wanted)) {
        raise(ahead(wanted, limits));
      }
      reserved = reserved.plus(amount);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a reservation with what was really taken. */
  public void settle(Amount amount, Amount taken, Limits limits) {
    lock.lock();
    try {
      reserved = reserved.minus(amount);
      spent = spent.plus(taken);
      var used = spent.plus(reserved);
      if (!booked.covers(used)) {
        raise(ahead(used, limits));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether more should be booked before the next calls need it. */
  public boolean isRunningLow(Limits limits) {
    lock.lock();
    try {
      return !closed && !booked.covers(half(limits.allowance()).plus(spent).plus(reserved));
    } finally {
      lock.unlock();
    }
  }

  /** Books ahead, while calls go on. */
  public void replenish(Limits limits) {
    if (!isRunningLow(limits)) {
      return;
    }
    var wanted = ahead(used(), limits);
    book.raise(wanted);
    lock.lock();
    try {
      booked = booked.atLeast(wanted);
    } finally {
      lock.unlock();
    }
  }

  /** What was spent. */
  public Amount spent() {
    lock.lock();
    try {
      return spent;
    } finally {
      lock.unlock();
    }
  }

  /** What was spent and what is reserved. */
  public Amount used() {
    lock.lock();
    try {
      return spent.plus(reserved);
    } finally {
      lock.unlock();
    }
  }

  /** Gives the allowance back. Calls that come all the same are booked one by one. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      booked = spent.plus(reserved);
      book.close(booked);
    } finally {
      lock.unlock();
    }
  }

  private void raise(Amount amount) {
    book.raise(amount);
    booked = booked.atLeast(amount);
  }

  private Amount ahead(Amount used, Limits limits) {
    return closed ? used : used.plus(limits.allowance());
  }

  private static Amount half(Amount amount) {
    return new Amount(amount.tokens() / 2, amount.micros() / 2);
  }
}
