package io.cloister.models.builtin;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The environment of all ONNX sessions of this process, which is there until the process is not.
 *
 * <p>ONNX Runtime frees its own as soon as the process begins to end, under the threads that still
 * run models, and the process dies of it (microsoft/onnxruntime#31352). The environment counts who
 * holds it, so it is held once more here.
 */
final class OnnxEnvironment {

  private static final Logger log = LoggerFactory.getLogger(OnnxEnvironment.class);
  private static final OrtEnvironment HELD = held();

  private OnnxEnvironment() {}

  static OrtEnvironment get() {
    return HELD;
  }

  private static OrtEnvironment held() {
    var environment = OrtEnvironment.getEnvironment();
    try {
      var runtime = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
      runtime.setAccessible(true);
      var create =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      create.setAccessible(true);
      create.invoke(
          null,
          runtime.getLong(null),
          OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(),
          OrtEnvironment.DEFAULT_NAME);
    } catch (ReflectiveOperationException | RuntimeException e) {
      log.warn("Ending the server while it embeds texts may end in a crash: {}", e.toString());
    }
    return environment;
  }
}
