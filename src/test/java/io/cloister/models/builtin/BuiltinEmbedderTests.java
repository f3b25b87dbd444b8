package io.cloister.models.builtin;

import static io.cloister.SlowMachines.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cloister.jobs.Niceness;
import io.cloister.models.EmbedderUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class BuiltinEmbedderTests {

  private static final String LONG = "the retention of records is kept ".repeat(200);

  private static BuiltinEmbedder embedder;

  @BeforeAll
  static void load() {
    embedder = new BuiltinEmbedder(new BuiltinProperties(Path.of("target", "native"), "", ""));
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  void givesVectorsOfUnitLength() {
    for (var text : new String[] {"a", "", "How long are records kept?", LONG, "記録の保存期間"}) {
      var vector = embedder.embed(text);
      assertThat(vector).hasSize(embedder.dimensions());
      assertThat(cosine(vector, vector)).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void letsWhatNobodyWaitsForComeSecond() throws IOException {
    var vector = embedder.embed("How long are records kept?");

    assertThat(embedder.embed(List.of("How long are records kept?")).getFirst()).isEqualTo(vector);
    assertThat(Niceness.ofThreads("encode-")).isNotEmpty().containsOnly(Niceness.ofBackground());
  }

  @Test
  void refusesWhoeverIsStillAtWorkWhenItIsClosed() throws Exception {
    var closing = new BuiltinEmbedder(new BuiltinProperties(Path.of("target", "native"), "", ""));
    closing.embed("loaded");
    try (var threads = Executors.newFixedThreadPool(4)) {
      var work =
          IntStream.range(0, 4)
              .mapToObj(i ->
                  threads.submit(() -> {
                    while (true) {
                      var _ = i % 2 == 0 ? closing.countTokens(LONG) : closing.embed(LONG).length;
                    }
                  }))
              .toList();
      closing.countTokens(LONG);
      closing.close();

      for (var each : work) {
        assertThat(each)
            .failsWithin(PATIENCE)
            .withThrowableOfType(ExecutionException.class)
            .withCauseInstanceOf(EmbedderUnavailable.class);
      }
    }
  }

  @Test
  void putsLikeMeaningsTogetherAndUnlikeOnesApart() {
    var question = embedder.embed("How long do we keep job applications?");
    var answer = embedder.embed("Letters of candidates are deleted after six months.");
    var other = embedder.embed("The pump must be greased every 200 hours of operation.");

    assertThat(cosine(question, answer)).isGreaterThan(cosine(question, other) + 0.15);
  }

  @Test
  void keepsTheCosinesThatItHadWhenItWasChosen() {
    var first = embedder.embed("That is a happy person");
    var paraphrase = embedder.embed("That is a very happy person");
    var other = embedder.embed("Today is a sunny day");

    assertThat(cosine(first, paraphrase)).isBetween(0.90, 0.97);
    assertThat(cosine(first, other)).isBetween(0.15, 0.35);
  }

  @Test
  void readsPastTheTokenizersOwnLimitUpToItsWindow() {
    var words = "record ".repeat(150);
    assertThat(embedder.countTokens(words)).isEqualTo(152);
    assertThat(embedder.embed(words + "helicopter")).isNotEqualTo(embedder.embed(words + "cheese"));
    assertThat(embedder.embed(LONG + "helicopter")).isEqualTo(embedder.embed(LONG + "cheese"));
  }

  @Test
  void countsTokensBeyondTheWindow() {
    assertThat(embedder.countTokens(LONG)).isGreaterThan(1000);
  }

  @Test
  void givesManyCallersTheSameVectors() throws Exception {
    var expected = embedder.embed("How long are records kept?");
    try (var threads = Executors.newFixedThreadPool(6)) {
      var tasks =
          IntStream.range(0, 60)
              .mapToObj(i ->
                  (Callable<float[]>)
                      () -> {
                        embedder.embed("something else " + i);
                        return embedder.embed("How long are records kept?");
                      })
              .toList();
      for (var vector : threads.invokeAll(tasks)) {
        assertThat(vector.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void knowsWhichScriptsItWasNotMadeFor() {
    assertThat(embedder.isMadeFor("How long are records kept?")).isTrue();
    assertThat(embedder.isMadeFor("2026-01-01")).isTrue();
    assertThat(embedder.isMadeFor("ما هي مدة حفظ السجلات؟")).isFalse();
    assertThat(embedder.isMadeFor("記録の保存期間")).isFalse();
    assertThat(embedder.isMadeFor("Срок хранения документов")).isFalse();
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
