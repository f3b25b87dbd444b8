package io.cloister.library.bin;

import io.cloister.library.AccessScope;
import io.cloister.library.CollectionId;
import io.cloister.library.document.Documents;
import io.cloister.library.keeping.Keeping;
import io.cloister.library.keeping.KeepingRule;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Does what the rules of collections say, once an hour: what is old goes into the bin, what was
 * there for long is purged. Nothing of a collection that is under a hold. A stop in the middle
 * costs nothing: the next look goes on.
 */
@Component
final class Retention {

  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final int A_PART = 200;

  private final Keeping keeping;
  private final Documents documents;
  private final Purges purges;
  private final Clock clock;
  private final ScheduledExecutorService hourly =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("retention").factory());
  private volatile boolean ending;

  Retention(Keeping keeping, Documents documents, Purges purges, Clock clock) {
    this.keeping = keeping;
    this.documents = documents;
    this.purges = purges;
    this.clock = clock;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    var _ = hourly.scheduleWithFixedDelay(this::look, 1, 60, TimeUnit.MINUTES);
  }

  void look() {
    try {
      keeping.all().forEach(this::apply);
    } catch (RuntimeException e) {
      log.warn("Documents are not removed by rule for the moment: {}", e.toString());
    }
  }

  private void apply(CollectionId collection, KeepingRule rule) {
    if (rule.hold() != null) {
      return;
    }
    if (rule.binDays() != null) {
      var before = clock.instant().minus(Duration.ofDays(rule.binDays()));
      for (var some = documents.binnedBefore(collection, before, A_PART);
          !some.isEmpty() && !ending;
          some = documents.binnedBefore(collection, before, A_PART)) {
        some.stream()
            .map(id -> documents.findBinned(id, AccessScope.of(collection)))
            .forEach(found -> found.ifPresent(purges::purgeByRule));
      }
    }
    if (rule.keepDays() != null) {
      var before = clock.instant().minus(Duration.ofDays(rule.keepDays()));
      for (var some = documents.unchangedSince(collection, before, A_PART);
          !some.isEmpty() && !ending;
          some = documents.unchangedSince(collection, before, A_PART)) {
        some.forEach(documents::bin);
      }
    }
  }

  @PreDestroy
  void end() throws InterruptedException {
    ending = true;
    hourly.shutdown();
    if (!hourly.awaitTermination(10, TimeUnit.SECONDS)) {
      log.warn("Stopped while documents were being removed by rule.");
    }
  }
}
