package io.cloister.models.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinedEncoderTests {

  private static final int LAYERS = 6;

  @TempDir static Path folder;

  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();
  private static OnnxGraph optimized;

  @BeforeAll
  static void optimize() throws OrtException, IOException {
    var file = folder.resolve("optimized.onnx");
    try (var options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT);
      options.setOptimizedModelFilePath(file.toString());
      ENVIRONMENT.createSession(shipped(), options).close();
    }
    optimized = OnnxGraph.read(Files.readAllBytes(file));
  }

  @Test
  void joinsEachLayerOfTheShippedModel() {
    var joined = JoinedEncoder.of(optimized);

    assertThat(count("QAttention", joined)).isEqualTo(LAYERS);
    assertThat(count("SkipLayerNormalization", joined)).isEqualTo(2 * LAYERS);
    assertThat(count("Softmax", joined)).isZero();
    assertThat(count("Transpose", joined)).isZero();
    assertThat(joined.nodes()).hasSizeLessThan(optimized.nodes().size() / 3);
  }

  @Test
  void givesTheSameNumbersAtAnyLength() throws Exception {
    var random = new Random(7);
    try (var plain = ENVIRONMENT.createSession(shipped());
        var joined = EncoderSessions.create(ENVIRONMENT, shipped(), folder)) {
      for (int length : new int[] {1, 2, 3, 17, 64, 128, 255, 256, 512}) {
        var tokens = random.longs(length, 0, 30_000).toArray();

        assertThat(apart(run(joined, tokens), run(plain, tokens))).isLessThan(1e-3f);
      }
    }
    assertThat(folder.toFile().list((_, name) -> name.startsWith("encoder"))).isEmpty();
  }

  @Test
  void leavesAnAttentionAloneThatIsScaledAsNoOther() {
    var scores = node("FusedMatMul");
    var other = optimized.with(Map.of(scores, scores.with("alpha", 1f)), List.of());

    var joined = JoinedEncoder.of(other);

    assertThat(count("QAttention", joined)).isEqualTo(LAYERS - 1);
    assertThat(count("Softmax", joined)).isEqualTo(1);
  }

  @Test
  void writesWhatItRead() throws IOException {
    var again = OnnxGraph.read(optimized.bytes());

    assertThat(again.nodes()).isEqualTo(optimized.nodes());
    assertThat(again.bytes()).hasSameSizeAs(optimized.bytes());
  }

  /** The most that two of the numbers differ. */
  private static float apart(float[] some, float[] others) {
    assertThat(some).hasSameSizeAs(others);
    float most = 0;
    for (int i = 0; i < some.length; i++) {
      most = Math.max(most, Math.abs(some[i] - others[i]));
    }
    return most;
  }

  private static OnnxNode node(String operator) {
    return optimized.nodes().stream().filter(each -> each.is(operator)).findFirst().orElseThrow();
  }

  private static long count(String operator, OnnxGraph graph) {
    return graph.nodes().stream().filter(node -> node.is(operator)).count();
  }

  private static float[] run(OrtSession session, long[] tokens) throws OrtException {
    return OnnxSession.run(
        ENVIRONMENT,
        session,
        tokens,
        new long[tokens.length],
        result -> OnnxSession.all((OnnxTensor) result.get(0)));
  }

  private static byte[] shipped() throws IOException {
    return ModelFiles.shipped().model().bytes();
  }
}
