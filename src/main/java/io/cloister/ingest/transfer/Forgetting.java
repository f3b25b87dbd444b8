package io.cloister.ingest.transfer;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Lets go of transfers that nobody went on with for three days, with their bytes. */
@Component
final class Forgetting {

  private static final Logger log = LoggerFactory.getLogger(Forgetting.class);
  private static final Duration KEPT = Duration.ofDays(3);

  private final TransferRows rows;
  private final Parts parts;
  private final Clock clock;
  private final ScheduledExecutorService hourly =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("transfers").factory());

  Forgetting(TransferRows rows, Parts parts, Clock clock) {
    this.rows = rows;
    this.parts = parts;
    this.clock = clock;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    var _ = hourly.scheduleWithFixedDelay(this::forget, 0, 1, TimeUnit.HOURS);
  }

  private void forget() {
    try {
      for (var id : rows.untouchedSince(clock.instant().minus(KEPT))) {
        rows.delete(id);
      }
      for (var file : parts.all()) {
        var id = new TransferId(UUID.fromString(String.valueOf(file.getFileName())));
        if (!rows.isThere(id)) {
          parts.drop(id);
        }
      }
    } catch (RuntimeException | IOException e) {
      log.warn("Left over parts of uploads stay for the moment: {}", e.toString());
    }
  }

  @PreDestroy
  void end() {
    hourly.shutdown();
  }
}
