package io.cloister.search;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ForegroundTests {

  private static final long SECOND = 1_000_000_000;

  private final Foreground foreground = new Foreground(2, Duration.ofDays(1));

  @Test
  void isQuietBeforeTheFirstSearch() {
    assertThat(foreground.isBusy()).isFalse();
  }

  @Test
  void isBusyUntilTheLastOfAllSearchesHasEnded() {
    var one = foreground.begin();
    var other = foreground.begin();

    one.close();
    assertThat(foreground.isBusy()).isTrue();

    other.close();
    await().until(() -> !foreground.isBusy());
  }

  @Test
  void givesWayUntilAProcessorIsFree() {
    var one = foreground.begin();
    var _ = foreground.begin();
    var work = Thread.ofPlatform().start(foreground::giveWay);
    await().until(() -> work.getState() == Thread.State.TIMED_WAITING);

    one.close();

    await().until(() -> !work.isAlive());
  }

  @Test
  void givesWayToNobodyWhileAProcessorIsFree() {
    try (var _ = foreground.begin()) {
      assertThat(CompletableFuture.runAsync(foreground::giveWay)).succeedsWithin(PATIENCE);
    }
  }

  @Test
  void goesOnHoweverManySearch() {
    var hurried = new Foreground(1, Duration.ofMillis(1));
    try (var _ = hurried.begin()) {
      assertThat(CompletableFuture.runAsync(hurried::giveWay)).succeedsWithin(PATIENCE);
    }
  }

  @Test
  void leavesBulkWorkHalfOfTheTime() {
    var glances = new AtomicInteger();
    var busy = new Foreground(1, Duration.ofSeconds(10), () -> glances.incrementAndGet() * SECOND);
    try (var _ = busy.begin()) {
      busy.giveWay();
      int waited = glances.get();

      for (int i = 0; i < 5; i++) {
        busy.giveWay();
      }

      assertThat(waited).isGreaterThan(10);
      assertThat(glances).as("one look at the clock each").hasValue(waited + 5);
    }
  }
}
