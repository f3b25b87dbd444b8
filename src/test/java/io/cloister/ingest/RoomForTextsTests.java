package io.cloister.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RoomForTextsTests {

  private static final int LONG = 9_000_000;

  private final RoomForTexts room = new RoomForTexts();

  @Test
  void hasASecondLongTextWaitForTheFirst() {
    var first = room.take(LONG, () -> false);
    var second = CompletableFuture.supplyAsync(() -> room.take(LONG, () -> false));
    var third = CompletableFuture.supplyAsync(() -> room.take(RoomForTexts.SHORT, () -> false));

    assertThat(second).isNotDone();
    assertThat(third).isNotDone();
    first.close();

    second.thenAccept(RoomForTexts.Place::close).join();
    third.thenAccept(RoomForTexts.Place::close).join();
  }

  @Test
  void keepsNoShortTextWaiting() {
    try (var first = room.take(LONG, () -> false);
        var next = room.take(RoomForTexts.SHORT - 1, () -> false)) {
      assertThat(first).isNotNull();
      assertThat(next).isNotNull();
    }
  }

  @Test
  void letsGoWhoIsStoppedWhileWaiting() {
    var stopped = new AtomicBoolean();
    try (var first = room.take(LONG, () -> false)) {
      var second = CompletableFuture.supplyAsync(() -> room.take(LONG, stopped::get));

      stopped.set(true);

      await().until(second::isDone);
      assertThat(second.join()).isNull();
      assertThat(first).isNotNull();
    }
  }
}
