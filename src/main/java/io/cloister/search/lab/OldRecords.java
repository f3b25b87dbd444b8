package io.cloister.search.lab;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Removes old records of searches once an hour. */
@Component
final class OldRecords {

  private static final Logger log = LoggerFactory.getLogger(OldRecords.class);

  private final QueryRecords records;
  private final ScheduledExecutorService hourly =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("forget-searches").factory());

  OldRecords(QueryRecords records) {
    this.records = records;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    var _ = hourly.scheduleWithFixedDelay(this::forget, 2, 60, TimeUnit.MINUTES);
  }

  private void forget() {
    try {
      records.forgetOld();
    } catch (RuntimeException e) {
      log.warn("Old records of searches stay for another hour: {}", e.toString());
    }
  }

  @PreDestroy
  void end() throws InterruptedException {
    hourly.shutdown();
    if (!hourly.awaitTermination(10, TimeUnit.SECONDS)) {
      log.warn("Stopped while old records of searches were removed.");
    }
  }
}
