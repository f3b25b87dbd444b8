package io.cloister.search.lucene.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import io.cloister.models.StubEmbedder;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ProvenEmbedderTests {

  private Embedder reached = hashing(1, "here");

  private final Probes probes = Probes.of(reached);
  private final ProvenEmbedder proven = new ProvenEmbedder(() -> reached, "kept", probes);

  @Test
  void isTheSameModelWhereverItMoves() {
    var before = proven.embed("ferry");
    reached = hashing(1, "there");

    assertThat(proven.embed("ferry")).isEqualTo(before);
    assertThat(proven.fingerprint()).isEqualTo("kept");
  }

  @Test
  void takesNothingFromAnotherModelUnderTheSameName() {
    proven.embed("ferry");
    reached = hashing(2, "there");

    assertThatExceptionOfType(EmbedderUnavailable.class).isThrownBy(() -> proven.embed("ferry"));
  }

  @Test
  void asksWhatItRefusedNotAgainForEverySearch() {
    var asked = new AtomicInteger();
    reached =
        new StubEmbedder("c/m", 2, _ -> vector(asked.incrementAndGet())) {
          @Override
          public String place() {
            return "there";
          }
        };
    assertThatExceptionOfType(EmbedderUnavailable.class).isThrownBy(() -> proven.embed("ferry"));
    int once = asked.get();

    assertThatExceptionOfType(EmbedderUnavailable.class).isThrownBy(() -> proven.embed("ferry"));

    assertThat(asked).hasValue(once);
    reached = hashing(1, "elsewhere");
    assertThat(proven.embed("ferry")).isEqualTo(hashing(1, "").embed("ferry"));
  }

  @Test
  void keepsProbesAsBytes() {
    assertThat(Probes.from(probes.bytes()).areOfTheSameModelAs(probes)).isTrue();
    assertThat(Probes.of(hashing(2, "")).areOfTheSameModelAs(probes)).isFalse();
  }

  /** Vectors of the hashes of letters. */
  private static Embedder hashing(int seed, String place) {
    return new StubEmbedder("c/m", 2, text -> vector((text + seed).hashCode())) {
      @Override
      public String place() {
        return place;
      }
    };
  }

  private static float[] vector(double turn) {
    return new float[] {(float) Math.cos(turn), (float) Math.sin(turn)};
  }
}
