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

  private final CarrierThreads carriers = new CarrierThreads();
  private final CountDownLatch loading = new CountDownLatch(1);

  @AfterEach
  void close() {
    loading.countDown();
    carriers.destroy();
  }

  @Test
  void aVirtualThreadRunsThoughAllCarriersWaitInTheLoadingOfClasses() throws Exception {
    int all =
        ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class).getParallelism();
    var begun = new CountDownLatch(all);
    for (int i = 0; i < all; i++) {
      Thread.startVirtualThread(() -> load(begun));
    }
    assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    var ran = new CountDownLatch(1);
    Thread.startVirtualThread(ran::countDown);

    carriers.afterPropertiesSet();

    assertThat(ran.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** Waits in the midst of it, called by the JVM: such a thread is never taken off its carrier. */
  private void load(CountDownLatch begun) {
    var slow =
        new ClassLoader() {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            begun.countDown();
            try {
              loading.await();
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
