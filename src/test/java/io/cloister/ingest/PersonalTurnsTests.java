package io.cloister.ingest;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloister.identity.UserId;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PersonalTurnsTests {

  private final PersonalTurns turns = new PersonalTurns();
  private final UserId greedy = new UserId(UUID.randomUUID());
  private final UserId modest = new UserId(UUID.randomUUID());

  @Test
  void keepsNobodyWaitingForAnother() throws Exception {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var atOnce = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        threads.submit(() ->
            turns.with(
                greedy,
                () -> {
                  assertThat(atOnce.incrementAndGet()).isEqualTo(1);
                  begun.countDown();
                  await(end);
                  return atOnce.decrementAndGet();
                }));
      }
      await(begun);
      assertThat(turns.with(modest, () -> "drawn")).isEqualTo("drawn");
      assertThat(atOnce).hasValue(1);
      end.countDown();
    }
    assertThat(atOnce).hasValue(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
