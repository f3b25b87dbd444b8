package io.cloister.search.lucene.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cloister.models.Embedder;
import io.cloister.models.EmbedderUnavailable;
import org.junit.jupiter.api.Test;

class ProvenEmbedderTests {

  private Hashing reached = new Hashing(1, "here");

  /** Vectors of the hashes of letters. */
  private record Hashing(int seed, String place) implements Embedder {

    @Override
    public String name() {
      return "c/m";
    }

    @Override
    public String fingerprint() {
      return "said";
    }

    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public int window() {
      return 100;
    }

    @Override
    public int countTokens(String text) {
      return text.length();
    }

    @Override
    public boolean isMadeFor(String text) {
      return true;
    }

    @Override
    public float[] embed(String text) {
      double turn = (text + seed).hashCode();
      return new float[] {(float) Math.cos(turn), (float) Math.sin(turn)};
    }
  }

  private final Probes probes = Probes.of(reached);
  private final ProvenEmbedder proven = new ProvenEmbedder(() -> reached, "kept", probes);

  @Test
  void isTheSameModelWhereverItMoves() {
    var before = proven.embed("ferry");
    reached = new Hashing(1, "there");

    assertThat(proven.embed("ferry")).isEqualTo(before);
    assertThat(proven.fingerprint()).isEqualTo("kept");
  }

  @Test
  void takesNothingFromAnotherModelUnderTheSameName() {
    proven.embed("ferry");
    reached = new Hashing(2, "there");

    assertThatExceptionOfType(EmbedderUnavailable.class).isThrownBy(() -> proven.embed("ferry"));
  }

  @Test
  void keepsProbesAsBytes() {
    assertThat(Probes.from(probes.bytes()).areOfTheSameModelAs(probes)).isTrue();
    assertThat(Probes.of(new Hashing(2, "")).areOfTheSameModelAs(probes)).isFalse();
  }
}
