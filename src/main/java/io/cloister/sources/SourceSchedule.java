package io.cloister.sources;

import io.cloister.identity.People;
import io.cloister.sources.place.SourcesProperties;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Has each source looked at when it is due. When that is stands in the database. */
@Component
final class SourceSchedule {

  private static final Logger log = LoggerFactory.getLogger(SourceSchedule.class);

  private final Sources sources;
  private final SourceRows rows;
  private final SourceRuns runs;
  private final People people;
  private final SourcesProperties properties;
  private final Clock clock;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("sources").factory());

  SourceSchedule(
      Sources sources,
      SourceRows rows,
      SourceRuns runs,
      People people,
      SourcesProperties properties,
      Clock clock) {
    this.sources = sources;
    this.rows = rows;
    this.runs = runs;
    this.people = people;
    this.properties = properties;
    this.clock = clock;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    long millis = properties.tick().toMillis();
    var _ = ticks.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      var now = clock.instant();
      rows.due(now).forEach(source -> begin(source, now));
    } catch (RuntimeException e) {
      log.warn("Sources are not looked at for the moment: {}", e.toString());
    }
  }

  /** One that cannot be begun keeps no other waiting. */
  private void begin(Source source, Instant now) {
    try {
      people
          .actor(source.owner())
          .ifPresentOrElse(owner -> sources.begin(source, owner, now), () -> orphaned(source, now));
    } catch (RuntimeException e) {
      log.warn("The source {} is not looked at for the moment: {}", source.id(), e.toString());
    }
  }

  private void orphaned(Source source, Instant now) {
    runs.add(source.id(), SourceJob.ownerless(now));
    rows.postpone(source.id(), now.plusSeconds(60L * source.setting().minutes()));
  }

  @PreDestroy
  void end() throws InterruptedException {
    ticks.shutdown();
    if (!ticks.awaitTermination(10, TimeUnit.SECONDS)) {
      log.warn("Stopped while sources were being looked for.");
    }
  }
}
