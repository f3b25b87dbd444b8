package io.cloister.models.builtin;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sessions of encoders: of the {@linkplain JoinedEncoder joined} graph where it can be joined
 * and gives the same numbers, else of the model as it is.
 */
final class EncoderSessions {

  private static final Logger log = LoggerFactory.getLogger(EncoderSessions.class);

  private static final int MOST_BYTES = 200_000_000; // it is in memory several times for a moment
  private static final String NAME = "encoder";
  private static final Duration LOADED_WITHIN = Duration.ofMinutes(10);
  private static final int TRIAL_TOKENS = 48;
  private static final double SAME = 1e-3; // of the length of what the model gives

  private EncoderSessions() {}

  /**
   * @param folder where a file may be for a moment
   */
  static OrtSession create(OrtEnvironment environment, byte[] model, Path folder)
      throws OrtException, IOException {
    if (model.length > MOST_BYTES) {
      try (var options = options()) {
        return environment.createSession(model, options);
      }
    }
    forgetOld(folder);
    var optimized = Files.createTempFile(folder, NAME, ".onnx");
    try {
      var plain = plain(environment, model, optimized);
      var joined = joined(environment, optimized);
      if (joined.isEmpty()) {
        return plain;
      }
      boolean isSame = isSame(environment, plain, joined.get());
      (isSame ? plain : joined.get()).close();
      return isSame ? joined.get() : plain;
    } finally {
      Files.deleteIfExists(optimized);
    }
  }

  /** Those of processes that were killed while they loaded. */
  private static void forgetOld(Path folder) throws IOException {
    var before = FileTime.from(Instant.now().minus(LOADED_WITHIN));
    try (var all = Files.newDirectoryStream(folder, NAME + "*.onnx")) {
      for (var each : all) {
        if (Files.getLastModifiedTime(each).compareTo(before) < 0) {
          Files.deleteIfExists(each);
        }
      }
    }
  }

  private static OrtSession plain(OrtEnvironment environment, byte[] model, Path optimized)
      throws OrtException {
    try (var options = options()) {
      // what all machines have: the rest is done when the joined one is loaded
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT);
      options.setOptimizedModelFilePath(optimized.toString());
      return environment.createSession(model, options);
    }
  }

  private static Optional<OrtSession> joined(OrtEnvironment environment, Path optimized) {
    try (var options = options()) {
      var graph = OnnxGraph.read(Files.readAllBytes(optimized));
      var joined = JoinedEncoder.of(graph);
      return joined.nodes().size() == graph.nodes().size()
          ? Optional.empty()
          : Optional.of(environment.createSession(joined.bytes(), options));
    } catch (OrtException | IOException e) {
      log.info("The model is used as it is, its operators cannot be joined: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    var options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    return options;
  }

  private static boolean isSame(OrtEnvironment environment, OrtSession one, OrtSession other) {
    try {
      var expected = trial(environment, one);
      var given = trial(environment, other);
      double apart = 0;
      double length = 0;
      for (int i = 0; i < expected.length; i++) {
        apart += Math.pow(expected[i] - given[i], 2);
        length += Math.pow(expected[i], 2);
      }
      return apart <= SAME * SAME * length;
    } catch (OrtException e) {
      log.info("The model is used as it is, joined it fails: {}", e.getMessage());
      return false;
    }
  }

  private static float[] trial(OrtEnvironment environment, OrtSession session) throws OrtException {
    var tokens = LongStream.range(1, 1 + TRIAL_TOKENS).map(token -> token * token).toArray();
    return OnnxSession.run(
        environment,
        session,
        tokens,
        new long[TRIAL_TOKENS],
        result -> OnnxSession.all((OnnxTensor) result.get(0)));
  }
}
