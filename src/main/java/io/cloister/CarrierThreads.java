package io.cloister;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Keeps virtual threads running. There are as many threads of the platform that carry them as there
 * are processors, and one that waits for a monitor while its virtual thread loads a class carries
 * no other. When all wait so for what a virtual thread holds that waits to be carried, nothing goes
 * on for ever. Whenever no virtual thread gets to run there are more of them, until it is over.
 */
@Component
final class CarrierThreads implements InitializingBean, DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(CarrierThreads.class);

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int MOST = 200; // the JDK allows 256

  private final VirtualThreadSchedulerMXBean scheduler =
      ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
  private final int usual = scheduler.getParallelism();
  private final Thread watch = Thread.ofPlatform().daemon().name("carriers").unstarted(this::watch);

  @Override
  public void afterPropertiesSet() {
    watch.start();
  }

  private void watch() {
    try {
      while (!Thread.interrupted()) {
        if (isCarried()) {
          scheduler.setParallelism(usual);
          Thread.sleep(PATIENCE);
        } else if (scheduler.getParallelism() < MOST) {
          add();
        }
      }
    } catch (InterruptedException _) {
      // the server stops
    }
  }

  private boolean isCarried() throws InterruptedException {
    var carried = new CountDownLatch(1);
    Thread.startVirtualThread(carried::countDown);
    return carried.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void add() {
    int more = scheduler.getParallelism() + usual;
    scheduler.setParallelism(Math.min(more, MOST));
    log.warn(
        "No virtual thread was carried for {} s; {} threads carry them now",
        PATIENCE.toSeconds(),
        scheduler.getParallelism());
  }

  @Override
  public void destroy() {
    watch.interrupt();
    scheduler.setParallelism(usual);
  }
}
