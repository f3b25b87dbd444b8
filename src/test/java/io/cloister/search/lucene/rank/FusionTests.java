package io.cloister.search.lucene.rank;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FusionTests {

  private static final Offset<Double> CLOSE = Offset.offset(1e-6);

  @Test
  void prefersWhatWordsAndMeaningBothLike() {
    var fused =
        new Fusion(0.5, 0)
            .fuse(new float[] {10, 0, 9}, new float[] {0.1f, 0.8f, 0.7f}, new float[3], many(3));

    assertThat(fused[2]).isGreaterThan(fused[0]).isGreaterThan(fused[1]);
  }

  @Test
  void addsTheEntryToEachOfItsPassages() {
    var fused =
        new Fusion(0, 0.6)
            .fuse(new float[] {4, 2, 2}, nothing(3), new float[] {0, 3, 3}, new int[] {9, 9, 2});

    assertThat(fused[0]).isCloseTo(1, CLOSE);
    assertThat(fused[1]).isCloseTo(0.5 + 0.6, CLOSE);
    assertThat(fused[2]).isCloseTo(0.5 + 0.6, CLOSE);
  }

  @Test
  void letsAPassagesMeaningSpeakTheLessForItsDocumentTheMorePassagesThereAre() {
    var fused =
        new Fusion(0.6, 1)
            .fuse(
                new float[] {4, 2, 2},
                new float[] {0.8f, 0.4f, 0.4f},
                new float[] {3, 0, 0},
                new int[] {9, 4, 16});

    double own = 0.4 * 0.5 + 0.6 * 0.5;
    assertThat(fused[1]).isCloseTo(own + 0.6 / 2 * 0.5, CLOSE);
    assertThat(fused[2]).isCloseTo(own + 0.6 / 4 * 0.5, CLOSE);
  }

  @Test
  void letsTheEntryAloneSpeakForADocumentWithoutVectors() {
    var fused =
        new Fusion(0.6, 1)
            .fuse(
                new float[] {4, 2},
                new float[] {0.8f, Float.NaN},
                new float[] {4, 1},
                new int[] {4, 4});

    assertThat(fused[1]).isCloseTo(0.5 + 0.25, CLOSE);
  }

  @Test
  void ranksDocumentsOfOnePassageByThePassage() {
    var fused =
        new Fusion(0, 0.6)
            .fuse(new float[] {4, 2}, nothing(2), new float[] {0, 3}, new int[] {1, 1});

    assertThat(fused[0]).isCloseTo(2 * fused[1], CLOSE);
  }

  @Test
  void leavesPassagesToThemselvesWhereNoEntrySaysAnything() {
    var fused =
        new Fusion(1, 0.8)
            .fuse(new float[2], new float[] {0.8f, 0.6f}, new float[2], new int[] {9, 1});

    assertThat(fused[1]).isCloseTo(0.75 * fused[0], CLOSE);
  }

  @Test
  void judgesByWordsAloneWhatHasNoVector() {
    var fused =
        new Fusion(0.6, 0)
            .fuse(
                new float[] {4, 3, 1},
                new float[] {Float.NaN, Float.NaN, 0.4f},
                new float[3],
                many(3));

    assertThat(fused[0]).isCloseTo(1, CLOSE);
    assertThat(fused[1]).isCloseTo(0.75, CLOSE);
    assertThat(fused[2]).isCloseTo(0.4 * 0.25 + 0.6, CLOSE);
  }

  @Test
  void doesNotChangeWhenWorseOnesAreLookedAtToo() {
    var fusion = new Fusion(0.5, 0.6);
    var few =
        fusion.fuse(new float[] {10, 5}, new float[] {0.9f, 0.3f}, new float[] {2, 1}, many(2));
    var more =
        fusion.fuse(
            new float[] {10, 5, 1}, new float[] {0.9f, 0.3f, 0.2f}, new float[] {2, 1, 0}, many(3));

    assertThat(more[0]).isCloseTo(few[0], CLOSE);
    assertThat(more[1]).isCloseTo(few[1], CLOSE);
  }

  @Test
  void ofNothingIsNothing() {
    assertThat(new Fusion(0.5, 0.6).fuse(new float[2], nothing(2), new float[2], many(2)))
        .containsOnly(0, 0);
  }

  private static int[] many(int length) {
    var many = new int[length];
    java.util.Arrays.fill(many, 9);
    return many;
  }

  private static float[] nothing(int length) {
    var nothing = new float[length];
    java.util.Arrays.fill(nothing, Float.NaN);
    return nothing;
  }
}
