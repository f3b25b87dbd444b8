package io.cloister;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CarrierThreadsTests {

  private final VirtualThreadSchedulerMXBean scheduler =
      ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
  private final CarrierThreads carriers = new CarrierThreads();
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void close() {
    over.countDown();
    carriers.destroy();
  }

  @Test
  void aVirtualThreadRunsThoughAllCarriersWaitInTheLoadingOfClasses() throws Exception {
    int more = 33; // than are made for those that compute
    var begun = new CountDownLatch(more);

    carriers.afterPropertiesSet();
    for (int i = 0; i < more; i++) {
      Thread.startVirtualThread(() -> load(begun));
    }

    assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThatAnotherRuns();
  }

  @Test
  void aVirtualThreadRunsWhileOthersComputeOnAllCarriers() throws Exception {
    int all = scheduler.getParallelism();
    var begun = new CountDownLatch(all);
    for (int i = 0; i < all; i++) {
      Thread.startVirtualThread(() -> compute(begun));
    }
    assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    carriers.afterPropertiesSet();

    assertThatAnotherRuns();
  }

  private void assertThatAnotherRuns() throws InterruptedException {
    var ran = new CountDownLatch(1);
    Thread.startVirtualThread(ran::countDown);
    assertThat(ran.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** Never waits, so that nothing takes it off its carrier. */
  private void compute(CountDownLatch begun) {
    begun.countDown();
    while (over.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  /** Waits in the midst of it, called by the JVM: such a thread is never taken off its carrier. */
  private void load(CountDownLatch begun) {
    var slow =
        new ClassLoader() {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            begun.countDown();
            try {
              over.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            throw new ClassNotFoundException(name);
          }
        };
    try {
      Class.forName("some.Other", true, slow);
    } catch (ClassNotFoundException _) {
      // as it should be
    }
  }
}
