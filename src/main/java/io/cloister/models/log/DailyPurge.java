package io.cloister.models.log;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Has the log of models forget once a day what it is to forget. */
@Component
final class DailyPurge {

  private static final Logger log = LoggerFactory.getLogger(DailyPurge.class);

  // not while everything starts
  private static final long FIRST_MINUTE = 5;
  private static final long MINUTES_A_DAY = 24 * 60;

  private final ModelLogging logging;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("purge-models").factory());

  DailyPurge(ModelLogging logging) {
    this.logging = logging;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    var _ =
        ticks.scheduleWithFixedDelay(this::purge, FIRST_MINUTE, MINUTES_A_DAY, TimeUnit.MINUTES);
  }

  private void purge() {
    try {
      logging.purge();
    } catch (RuntimeException e) {
      log.warn("Old calls stay in the log of models until tomorrow: {}", e.toString());
    }
  }

  @PreDestroy
  void end() throws InterruptedException {
    ticks.shutdown();
    if (!ticks.awaitTermination(10, TimeUnit.SECONDS)) {
      log.warn("Stopped while old calls were removed from the log of models.");
    }
  }
}
