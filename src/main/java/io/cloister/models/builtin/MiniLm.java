package io.cloister.models.builtin;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cloister.models.EmbedderUnavailable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * The model all-MiniLM-L6-v2 with 8-bit weights, loaded: its tokenizer and its ONNX session. One
 * text at a time on one thread, which on a CPU is about twice as fast as batches.
 */
final class MiniLm implements AutoCloseable {

  static final int DIMENSIONS = 384;

  /** The length it was trained with; its tokenizer file says 128, which would cut passages. */
  static final int WINDOW = 256;

  private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
  private static final int MOST_CHARACTERS = 16_384;

  private final HuggingFaceTokenizer tokenizer;
  private final OrtEnvironment environment;
  private final OrtSession session;

  private MiniLm(HuggingFaceTokenizer tokenizer, OrtEnvironment environment, OrtSession session) {
    this.tokenizer = tokenizer;
    this.environment = environment;
    this.session = session;
  }

  /**
   * @param nativeCode where native libraries may be unpacked; made if it is not there
   * @throws EmbedderUnavailable if they do not run on this machine
   */
  static MiniLm load(Path nativeCode) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ENGINE_CACHE_DIR", nativeCode.toAbsolutePath().toString());
    System.setProperty("DJL_CACHE_DIR", nativeCode.toAbsolutePath().toString());
    try {
      Files.createDirectories(nativeCode);
      var tokenizer = tokenizer();
      var environment = OrtEnvironment.getEnvironment();
      try (var options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        return new MiniLm(
            tokenizer, environment, environment.createSession(resource(MODEL), options));
      }
    } catch (IOException | OrtException | RuntimeException | LinkageError e) {
      throw new EmbedderUnavailable(
          "the built-in embedding model does not run on this machine (%s); search goes on by words"
              .formatted(e.getMessage()),
          e);
    }
  }

  private static HuggingFaceTokenizer tokenizer() throws IOException {
    try (var in = open(TOKENIZER)) {
      return HuggingFaceTokenizer.newInstance(
          in, Map.of("truncation", "false", "padding", "false"));
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = open(name)) {
      return in.readAllBytes();
    }
  }

  private static InputStream open(String name) throws IOException {
    var in = MiniLm.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(name + " is not on the class path");
    }
    return in;
  }

  int countTokens(String text) {
    return tokenizer.encode(text).getIds().length;
  }

  float[] embed(String text) {
    var ids = window(text);
    var shape = new long[] {1, ids.length};
    var mask = new long[ids.length];
    Arrays.fill(mask, 1);
    try (var idTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        var maskTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
        var types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
        var result =
            session.run(
                Map.of(
                    "input_ids",
                    idTensor,
                    "attention_mask",
                    maskTensor,
                    "token_type_ids",
                    types))) {
      return unit(mean(((OnnxTensor) result.get(0)).getFloatBuffer(), ids.length));
    } catch (OrtException e) {
      throw new EmbedderUnavailable("the built-in embedding model failed: " + e.getMessage(), e);
    }
  }

  /** The token ids, at most {@link #WINDOW}, the last of them always the separator. */
  private long[] window(String text) {
    var ids =
        tokenizer.encode(text.substring(0, Math.min(text.length(), MOST_CHARACTERS))).getIds();
    if (ids.length <= WINDOW) {
      return ids;
    }
    var cut = Arrays.copyOf(ids, WINDOW);
    cut[WINDOW - 1] = ids[ids.length - 1];
    return cut;
  }

  private static float[] mean(FloatBuffer states, int tokens) {
    var mean = new float[DIMENSIONS];
    for (int t = 0; t < tokens; t++) {
      for (int d = 0; d < DIMENSIONS; d++) {
        mean[d] += states.get(t * DIMENSIONS + d);
      }
    }
    return mean;
  }

  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float x : vector) {
      squares += (double) x * x;
    }
    double length = Math.sqrt(squares);
    for (int d = 0; d < vector.length; d++) {
      vector[d] = (float) (vector[d] / length);
    }
    return vector;
  }

  @Override
  public void close() {
    tokenizer.close();
    try {
      session.close();
    } catch (OrtException _) {
      // the process ends anyway
    }
  }
}
