package io.cloister.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
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
  void letsNoneOvertakeALongerOneThatWaits() throws InterruptedException {
    var order = new CopyOnWriteArrayList<Integer>();
    var looks = new Semaphore(0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var some = room.take(3_000_000, () -> false);
      threads.execute(() -> take(LONG, looks, order));
      looks.acquire();
      threads.execute(() -> take(RoomForTexts.SHORT, looks, order));
      looks.acquire(4); // long enough to lose one's place

      some.close();
    }

    assertThat(order).containsExactly(LONG, RoomForTexts.SHORT);
  }

  /** Tells of each look whether it is stopped. */
  private void take(int length, Semaphore looks, List<Integer> order) {
    try (var place =
        room.take(
            length,
            () -> {
              looks.release();
              return false;
            })) {
      assertThat(place).isNotNull();
      order.add(length);
    }
  }

  @Test
  void tellsAtOnceWhetherThereIsRoomNow() {
    try (var first = room.takeNow(LONG)) {
      assertThat(first).isNotNull();
      assertThat(room.takeNow(LONG)).isNull();
    }
    assertThat(room.takeNow(LONG)).isNotNull();
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
