package io.cloister.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundWorkTests {

  private final VirtualThreadSchedulerMXBean carriers =
      ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);

  /** All that carry virtual threads are busy, so that who waits is carried by a new one. */
  @Test
  void whoIsToldDoesNotComeSecond() throws Exception {
    int usual = carriers.getParallelism();
    var over = new AtomicBoolean();
    var asked = new CountDownLatch(1);
    var mayEnd = new CountDownLatch(1);
    try (var work = new BackgroundWork("computes-", 1)) {
      carriers.setParallelism(carriers.getPoolSize() + 8);
      var computed =
          work.begin(() -> {
            await(mayEnd);
            return niceness();
          });
      var waiting =
          new FutureTask<>(() -> {
            asked.countDown();
            int there = computed.join();
            return new int[] {there, niceness()};
          });
      var waits = Thread.startVirtualThread(waiting);
      asked.await();
      while (waits.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      while (carriers.getMountedVirtualThreadCount() < carriers.getPoolSize()
          || carriers.getPoolSize() == 0) {
        var runs = new CountDownLatch(1);
        Thread.startVirtualThread(() -> {
          runs.countDown();
          while (!over.get()) {
            Thread.onSpinWait();
          }
        });
        runs.await();
      }
      assertThat(carriers.getPoolSize()).isLessThan(carriers.getParallelism());
      mayEnd.countDown();
      var found = waiting.get(30, TimeUnit.SECONDS);
      assertThat(found[0]).isEqualTo(Niceness.ofBackground());
      assertThat(found[1]).isEqualTo(niceness()).isLessThan(found[0]);
    } finally {
      over.set(true);
      carriers.setParallelism(usual);
    }
  }

  @Test
  void whatFailsIsTold() {
    try (var work = new BackgroundWork("computes-", 1)) {
      var failing =
          work.<String>begin(() -> {
            throw new IllegalStateException("no");
          });
      assertThat(failing)
          .failsWithin(java.time.Duration.ofSeconds(30))
          .withThrowableOfType(java.util.concurrent.ExecutionException.class)
          .withCauseInstanceOf(IllegalStateException.class);
    }
  }

  private static int niceness() {
    try {
      return Niceness.ofThis();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
