package io.cloister.models.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many spend at once, and whenever the process is killed. */
class MeterTests {

  private static final int THREADS = 16;
  private static final Limits LIMIT = new Limits(100_000L, 300_000L);

  /** What would be on the disk. */
  private static final class Disk implements Meter.Book {

    private Amount booked = Amount.NOTHING;
    private int writes;

    @Override
    public synchronized void raise(Amount amount) {
      booked = booked.atLeast(amount);
      writes++;
    }

    @Override
    public synchronized void close(Amount spent) {
      booked = spent;
      writes++;
    }

    synchronized Amount booked() {
      return booked;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void manyAtOnceNeverSpendMoreThanThereIs(long seed) throws InterruptedException {
    var disk = new Disk();
    var meter = new Meter(disk, Amount.NOTHING);
    var tokens = new AtomicLong();
    var micros = new AtomicLong();
    var refused = new AtomicInteger();
    inParallel(
        seed,
        chance -> {
          for (int i = 0; i < 500; i++) {
            var most = new Amount(1 + chance.nextInt(900), 1 + chance.nextInt(2_500));
            if (!meter.reserve(most, LIMIT, true)) {
              refused.incrementAndGet();
              continue;
            }
            var taken =
                new Amount(chance.nextLong(most.tokens() + 1), chance.nextLong(most.micros() + 1));
            tokens.addAndGet(taken.tokens());
            micros.addAndGet(taken.micros());
            // read first: others spend more, and book it, between the two
            var spent = meter.spent();
            assertThat(disk.booked().covers(spent)).isTrue();
            meter.settle(most, taken, LIMIT);
            meter.replenish(LIMIT);
          }
        });

    assertThat(refused.get()).isPositive();
    assertThat(meter.spent()).isEqualTo(new Amount(tokens.get(), micros.get()));
    assertThat(LIMIT.allow(meter.spent())).isTrue();
    assertThat(LIMIT.share(meter.spent())).as("and nearly all can be spent").isGreaterThan(0.95);
    assertThat(meter.used()).as("nothing stays reserved").isEqualTo(meter.spent());
    assertThat(disk.writes).as("few calls wait for a write").isLessThan(THREADS * 500 / 5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aKillNeverForgetsWhatWasSpent(long seed) {
    var chance = new Random(seed);
    var disk = new Disk();
    var meter = new Meter(disk, Amount.NOTHING);
    var spent = Amount.NOTHING;
    for (int kill = 0; kill < 50; kill++) {
      for (int i = 0; i < chance.nextInt(40); i++) {
        var most = new Amount(chance.nextInt(200), chance.nextInt(600));
        if (meter.reserve(most, LIMIT, false)) {
          // what an endpoint does between the reservation and the settlement is spent too
          spent = spent.plus(most);
          if (chance.nextInt(5) > 0) {
            meter.settle(most, most, LIMIT);
          }
        }
      }
      var atDeath = meter.used();
      meter = new Meter(disk, disk.booked());
      assertThat(meter.spent().covers(spent)).as("after kill " + kill).isTrue();
      assertThat(atDeath.plus(LIMIT.allowance()).covers(meter.spent()))
          .as("and counts one allowance too much at most")
          .isTrue();
    }
  }

  @Test
  void closingGivesTheAllowanceBack() {
    var disk = new Disk();
    var meter = new Meter(disk, Amount.NOTHING);
    meter.reserve(new Amount(1_000, 0), LIMIT, true);
    meter.settle(new Amount(1_000, 0), new Amount(700, 12), LIMIT);

    meter.close();

    assertThat(disk.booked()).isEqualTo(new Amount(700, 12));
    meter.reserve(new Amount(5, 5), LIMIT, true);
    assertThat(disk.booked()).as("what comes late is booked").isEqualTo(new Amount(705, 17));
  }

  @Test
  void whatACallTookBeyondItsReservationIsCounted() {
    var disk = new Disk();
    var meter = new Meter(disk, Amount.NOTHING);
    meter.reserve(new Amount(10, 10), LIMIT, true);
    meter.settle(new Amount(10, 10), new Amount(200_000, 10), LIMIT);

    assertThat(meter.spent().tokens()).isEqualTo(200_000);
    assertThat(disk.booked().covers(meter.spent())).isTrue();
    assertThat(meter.reserve(new Amount(1, 0), LIMIT, true)).isFalse();
  }

  private interface Work {
    void run(Random chance);
  }

  private static void inParallel(long seed, Work work) throws InterruptedException {
    var go = new CountDownLatch(1);
    var failures = new AtomicInteger();
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < THREADS; t++) {
      var chance = new Random(seed * THREADS + t);
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  go.await();
                  work.run(chance);
                } catch (InterruptedException | RuntimeException | AssertionError e) {
                  failures.incrementAndGet();
                }
              }));
    }
    go.countDown();
    for (var thread : threads) {
      thread.join();
    }
    assertThat(failures).hasValue(0);
  }
}
