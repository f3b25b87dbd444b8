package io.cloister.models.builtin;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cloister.models.EmbedderUnavailable;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A model of tokens, loaded: its tokenizer and its ONNX session. One text at a time on one thread,
 * which on a CPU is about twice as fast as batches. Safe for concurrent use.
 */
final class OnnxSession implements AutoCloseable {

  private final String name;
  private final HuggingFaceTokenizer tokenizer;
  private final OrtEnvironment environment;
  private final OrtSession session;

  private OnnxSession(
      String name, HuggingFaceTokenizer tokenizer, OrtEnvironment environment, OrtSession session) {
    this.name = name;
    this.tokenizer = tokenizer;
    this.environment = environment;
    this.session = session;
  }

  /** Reads what a model gave before it is freed. */
  @FunctionalInterface
  interface Reading<T> {
    T of(OrtSession.Result result) throws OrtException;
  }

  /**
   * @param tokenizing options of the tokenizer
   * @param nativeCode where native libraries may be unpacked; made if it is not there
   * @throws EmbedderUnavailable if they do not run on this machine
   */
  static OnnxSession load(ModelFiles files, Map<String, String> tokenizing, Path nativeCode) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ENGINE_CACHE_DIR", nativeCode.toAbsolutePath().toString());
    System.setProperty("DJL_CACHE_DIR", nativeCode.toAbsolutePath().toString());
    try {
      Files.createDirectories(nativeCode);
      HuggingFaceTokenizer tokenizer;
      try (var in = files.tokenizer().open()) {
        tokenizer = HuggingFaceTokenizer.newInstance(in, tokenizing);
      }
      var environment = OnnxEnvironment.get();
      return new OnnxSession(
          files.name(),
          tokenizer,
          environment,
          EncoderSessions.create(environment, files.model().bytes(), nativeCode));
    } catch (IOException | OrtException | RuntimeException | LinkageError e) {
      throw new EmbedderUnavailable(
          "the model %s does not run on this machine (%s)".formatted(files.name(), e.getMessage()),
          e);
    }
  }

  Encoding encode(String text) {
    return tokenizer.encode(text);
  }

  Encoding encode(String one, String other) {
    return tokenizer.encode(one, other);
  }

  /**
   * @param types which of two texts each token is of
   * @throws EmbedderUnavailable if the model fails, or wants what no text has
   */
  <T> T run(long[] ids, long[] types, Reading<T> reading) {
    try {
      return run(environment, session, ids, types, reading);
    } catch (OrtException e) {
      throw new EmbedderUnavailable("the model %s failed: %s".formatted(name, e.getMessage()), e);
    }
  }

  /**
   * @throws OrtException if the model fails, or wants what no text has
   */
  static <T> T run(
      OrtEnvironment environment, OrtSession session, long[] ids, long[] types, Reading<T> reading)
      throws OrtException {
    var mask = new long[ids.length];
    Arrays.fill(mask, 1);
    var inputs = new HashMap<String, OnnxTensor>();
    try {
      for (var wanted : session.getInputNames()) {
        var values =
            switch (wanted) {
              case "input_ids" -> ids;
              case "attention_mask" -> mask;
              case "token_type_ids" -> types;
              default ->
                  throw new OrtException("it wants '%s', which no text has".formatted(wanted));
            };
        inputs.put(
            wanted,
            OnnxTensor.createTensor(
                environment, LongBuffer.wrap(values), new long[] {1, values.length}));
      }
      try (var result = session.run(inputs)) {
        return reading.of(result);
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  static float[] all(OnnxTensor tensor) {
    var buffer = tensor.getFloatBuffer();
    var values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
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
