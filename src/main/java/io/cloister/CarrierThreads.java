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
 * Keeps virtual threads running, which carry the requests.
 *
 * <p>The JDK carries them by as many threads of the platform as there are processors, and takes
 * none off that computes: an import whose documents are read on two of them keeps every search of a
 * machine with two processors waiting. As soon as a virtual thread waits that long, {@link #SHARED}
 * carry them, among which the system shares the processors by time. They go again when none had to
 * wait for a while, because many carriers cost the many short requests of the gateway a third of
 * their speed.
 *
 * <p>One that waits for a monitor while its virtual thread loads a class carries no other. When all
 * wait so for what a virtual thread holds that waits to be carried, nothing goes on for ever. Then
 * there are more and more of them, until it is over.
 */
@Component
final class CarrierThreads implements InitializingBean, DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(CarrierThreads.class);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofMillis(100);
  private static final Duration CALM = Duration.ofMinutes(2);
  private static final Duration STUCK = Duration.ofSeconds(3);
  private static final int SHARED = 32; // measured: docs/measurements.md
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
      long calmSince = System.nanoTime();
      while (!Thread.interrupted()) {
        var carried = new CountDownLatch(1);
        Thread.startVirtualThread(carried::countDown);
        if (!isOver(carried, LONG)) {
          share();
          while (!isOver(carried, STUCK)) {
            add();
          }
          calmSince = System.nanoTime();
        } else if (System.nanoTime() - calmSince > CALM.toNanos()) {
          scheduler.setParallelism(usual);
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException _) {
      // the server stops
    }
  }

  private static boolean isOver(CountDownLatch latch, Duration patience)
      throws InterruptedException {
    return latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void share() {
    scheduler.setParallelism(Math.max(SHARED, scheduler.getParallelism()));
  }

  private void add() {
    int more = Math.min(scheduler.getParallelism() + usual, MOST);
    if (more > scheduler.getParallelism()) {
      scheduler.setParallelism(more);
      log.warn(
          "No virtual thread was carried for {} s; {} threads carry them now",
          STUCK.toSeconds(),
          more);
    }
  }

  @Override
  public void destroy() {
    watch.interrupt();
    scheduler.setParallelism(usual);
  }
}
