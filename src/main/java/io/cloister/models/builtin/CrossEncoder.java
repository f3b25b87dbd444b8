package io.cloister.models.builtin;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import io.cloister.models.EmbedderUnavailable;
import java.nio.file.Path;
import java.util.Map;

/**
 * A ranking model, loaded: it reads a query and a text together and says in one number how well the
 * one answers the other.
 *
 * <p>R. Nogueira, K. Cho. Passage Re-ranking with BERT. 2019. arXiv:1901.04085
 */
final class CrossEncoder implements AutoCloseable {

  private static final int MOST_CHARACTERS = 16_384;

  private final OnnxSession session;

  private CrossEncoder(OnnxSession session) {
    this.session = session;
  }

  /**
   * @throws EmbedderUnavailable if it does not run on this machine
   */
  static CrossEncoder load(ModelFiles files, Path nativeCode) {
    // of what is too long together, the longer is cut: a passage before a question
    var window = Integer.toString(files.window());
    var options =
        Map.of(
            "truncation",
            "longest_first",
            "maxLength",
            window,
            "modelMaxLength",
            window,
            "padding",
            "false");
    return new CrossEncoder(OnnxSession.load(files, options, nativeCode));
  }

  /**
   * @param score from 0 to 1
   * @param tokens that were read
   */
  record Weighed(double score, int tokens) {}

  Weighed weigh(String query, String text) {
    var encoded = session.encode(start(query), start(text));
    var ids = encoded.getIds();
    return new Weighed(session.run(ids, encoded.getTypeIds(), CrossEncoder::score), ids.length);
  }

  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
  }

  /** One number is as it is; of two classes the second is that of what answers. */
  private static double score(OrtSession.Result result) {
    var logits = OnnxSession.all((OnnxTensor) result.get(0));
    if (logits.length < 1 || logits.length > 2) {
      throw new EmbedderUnavailable(
          "it gives %d numbers for a pair of texts, where a ranking model gives one"
              .formatted(logits.length),
          new IllegalStateException("no ranking model"));
    }
    double logit = logits.length == 1 ? logits[0] : logits[1] - logits[0];
    return 1 / (1 + Math.exp(-logit));
  }

  @Override
  public void close() {
    session.close();
  }
}
