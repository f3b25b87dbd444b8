package io.cloister.search.lucene.generation;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.governance.Label;
import io.cloister.library.VersionId;
import io.cloister.library.text.Passage;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.models.StubEmbedder;
import io.cloister.search.EmbeddingCourse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VectorsTests {

  private final AtomicInteger embedded = new AtomicInteger();
  private final Vectors vectors =
      new Vectors(
          new StubEmbedder(
              "counting",
              2,
              _ -> {
                embedded.incrementAndGet();
                return new float[] {1, 0};
              }));

  @AfterEach
  void close() {
    vectors.close();
  }

  @Test
  void tellsOfEachPassage() {
    var told = new AtomicInteger();

    var made = vectors.of("A title", Label.PUBLIC, passages(40), course(told, Integer.MAX_VALUE));

    assertThat(made).hasSize(40);
    assertThat(told).hasValue(40);
  }

  @Test
  void endsWhenItIsStopped() {
    var told = new AtomicInteger();

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> vectors.of("A title", Label.PUBLIC, passages(100_000), course(told, 3)));

    assertThat(told).hasValue(3);
    vectors.of(
        "Another",
        Label.PUBLIC,
        passages(1),
        course(new AtomicInteger(), 2)); // after what was queued
    assertThat(embedded.get()).isLessThan(100_000);
  }

  @Test
  void leavesNobodyWaitingWhenTheyAreClosed() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var closing =
        new Vectors(
            new StubEmbedder(
                "slow",
                2,
                _ -> {
                  begun.countDown();
                  LockSupport.park(); // until it is closed
                  return new float[] {1, 0};
                }));
    var waiting =
        CompletableFuture.supplyAsync(
            () -> closing.of("A title", Label.PUBLIC, passages(1_000), EmbeddingCourse.TO_THE_END));
    begun.await();

    closing.close();

    assertThat(waiting)
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .withCauseInstanceOf(EmbedderUnavailable.class);
    assertThatExceptionOfType(EmbedderUnavailable.class)
        .isThrownBy(
            () -> closing.of("Another", Label.PUBLIC, passages(1), EmbeddingCourse.TO_THE_END));
  }

  private static List<Passage> passages(int number) {
    var version = new VersionId(UUID.randomUUID());
    return IntStream.range(0, number)
        .mapToObj(i -> new Passage(version, i, 1, i, null, "Passage " + i))
        .toList();
  }

  private static EmbeddingCourse course(AtomicInteger told, int most) {
    return new EmbeddingCourse() {
      @Override
      public void embedded() {
        told.incrementAndGet();
      }

      @Override
      public boolean isStopped() {
        return told.get() >= most;
      }
    };
  }
}
