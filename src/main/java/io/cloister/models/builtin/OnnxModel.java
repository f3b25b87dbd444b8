package io.cloister.models.builtin;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cloister.models.EmbedderUnavailable;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * An embedding model, loaded: its tokenizer and its ONNX session. One text at a time on one thread,
 * which on a CPU is about twice as fast as batches.
 */
final class OnnxModel implements AutoCloseable {

  private static final int MOST_CHARACTERS = 16_384;
  private static final String POOLED = "sentence_embedding";

  private final ModelFiles files;
  private final HuggingFaceTokenizer tokenizer;
  private final OrtEnvironment environment;
  private final OrtSession session;

  private OnnxModel(
      ModelFiles files,
      HuggingFaceTokenizer tokenizer,
      OrtEnvironment environment,
      OrtSession session) {
    this.files = files;
    this.tokenizer = tokenizer;
    this.environment = environment;
    this.session = session;
  }

  /**
   * @param nativeCode where native libraries may be unpacked; made if it is not there
   * @throws EmbedderUnavailable if they do not run on this machine
   */
  static OnnxModel load(ModelFiles files, Path nativeCode) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ENGINE_CACHE_DIR", nativeCode.toAbsolutePath().toString());
    System.setProperty("DJL_CACHE_DIR", nativeCode.toAbsolutePath().toString());
    try {
      Files.createDirectories(nativeCode);
      var tokenizer = tokenizer(files);
      var environment = OrtEnvironment.getEnvironment();
      try (var options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        return new OnnxModel(
            files,
            tokenizer,
            environment,
            environment.createSession(files.model().bytes(), options));
      }
    } catch (IOException | OrtException | RuntimeException | LinkageError e) {
      throw new EmbedderUnavailable(
          "the embedding model %s does not run on this machine (%s)"
              .formatted(files.name(), e.getMessage()),
          e);
    }
  }

  private static HuggingFaceTokenizer tokenizer(ModelFiles files) throws IOException {
    try (var in = files.tokenizer().open()) {
      return HuggingFaceTokenizer.newInstance(
          in, Map.of("truncation", "false", "padding", "false"));
    }
  }

  int countTokens(String text) {
    return tokenizer.encode(text).getIds().length;
  }

  float[] embed(String text) {
    var ids = window(text);
    var mask = new long[ids.length];
    Arrays.fill(mask, 1);
    var inputs = new HashMap<String, OnnxTensor>();
    try {
      for (var name : session.getInputNames()) {
        inputs.put(
            name,
            switch (name) {
              case "input_ids" -> tensor(ids);
              case "attention_mask" -> tensor(mask);
              case "token_type_ids" -> tensor(new long[ids.length]);
              default ->
                  throw new EmbedderUnavailable(
                      "the embedding model %s wants '%s', which no text has"
                          .formatted(files.name(), name),
                      new IllegalStateException(name));
            });
      }
      try (var result = session.run(inputs)) {
        var pooled = result.get(POOLED).map(OnnxTensor.class::cast);
        return unit(pooled.isPresent() ? all(pooled.get()) : pooled((OnnxTensor) result.get(0)));
      }
    } catch (OrtException e) {
      throw new EmbedderUnavailable(
          "the embedding model %s failed: %s".formatted(files.name(), e.getMessage()), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  private static float[] all(OnnxTensor tensor) {
    var buffer = tensor.getFloatBuffer();
    var values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private float[] pooled(OnnxTensor tensor) {
    var shape = tensor.getInfo().getShape();
    if (shape.length == 2) {
      return all(tensor);
    }
    int tokens = (int) shape[1];
    int dimensions = (int) shape[2];
    var states = tensor.getFloatBuffer();
    return files.isFirstToken() ? first(states, dimensions) : mean(states, tokens, dimensions);
  }

  /** The token ids, at most the window, the last of them always the separator. */
  private long[] window(String text) {
    var ids =
        tokenizer.encode(text.substring(0, Math.min(text.length(), MOST_CHARACTERS))).getIds();
    int window = files.window();
    if (ids.length <= window) {
      return ids;
    }
    var cut = Arrays.copyOf(ids, window);
    cut[window - 1] = ids[ids.length - 1];
    return cut;
  }

  private static float[] first(FloatBuffer states, int dimensions) {
    var first = new float[dimensions];
    states.get(first);
    return first;
  }

  private static float[] mean(FloatBuffer states, int tokens, int dimensions) {
    var mean = new float[dimensions];
    for (int t = 0; t < tokens; t++) {
      for (int d = 0; d < dimensions; d++) {
        mean[d] += states.get(t * dimensions + d);
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
