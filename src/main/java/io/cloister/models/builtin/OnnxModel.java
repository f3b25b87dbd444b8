package io.cloister.models.builtin;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import io.cloister.models.EmbedderUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToIntFunction;
import tools.jackson.databind.json.JsonMapper;

/** An embedding model, loaded. */
final class OnnxModel implements AutoCloseable {

  private static final int MOST_CHARACTERS = 16_384;
  private static final String POOLED = "sentence_embedding";

  private final ModelFiles files;
  private final OnnxSession session;
  private final ToIntFunction<String> tokens;

  private OnnxModel(ModelFiles files, OnnxSession session, boolean isWordByWord) {
    this.files = files;
    this.session = session;
    ToIntFunction<String> whole = text -> session.encode(text).getIds().length;
    this.tokens = isWordByWord ? new WordTokens(whole) : whole;
  }

  /**
   * @param nativeCode where native libraries may be unpacked; made if it is not there
   * @throws EmbedderUnavailable if they do not run on this machine
   */
  static OnnxModel load(ModelFiles files, Path nativeCode) {
    var whole = Map.of("truncation", "false", "padding", "false");
    var session = OnnxSession.load(files, whole, nativeCode);
    try (var tokenizer = files.tokenizer().open()) {
      return new OnnxModel(
          files, session, WordTokens.suit(JsonMapper.shared().readTree(tokenizer)));
    } catch (IOException e) {
      throw new UncheckedIOException("it was read a moment ago", e);
    }
  }

  int countTokens(String text) {
    return tokens.applyAsInt(text);
  }

  float[] embed(String text) {
    var ids = window(text);
    return session.run(ids, new long[ids.length], this::vector);
  }

  private float[] vector(OrtSession.Result result) {
    var pooled = result.get(POOLED).map(OnnxTensor.class::cast);
    return unit(
        pooled.isPresent() ? OnnxSession.all(pooled.get()) : pooled((OnnxTensor) result.get(0)));
  }

  private float[] pooled(OnnxTensor tensor) {
    var shape = tensor.getInfo().getShape();
    if (shape.length == 2) {
      return OnnxSession.all(tensor);
    }
    int tokens = (int) shape[1];
    int dimensions = (int) shape[2];
    var states = tensor.getFloatBuffer();
    return files.isFirstToken() ? first(states, dimensions) : mean(states, tokens, dimensions);
  }

  /** The token ids, at most the window, the last of them always the separator. */
  private long[] window(String text) {
    var ids = session.encode(text.substring(0, Math.min(text.length(), MOST_CHARACTERS))).getIds();
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
    session.close();
  }
}
