package io.cloister.models;

import io.cloister.governance.Label;
import java.time.Duration;
import java.util.List;

/**
 * Texts that are to be weighed against what somebody looks for.
 *
 * @param label the strictest label of all the texts; decides where they may go
 * @param labelNow the same, asked again right before they are sent
 * @param query what is looked for, in the words of whoever does
 * @param texts at least one, each as the model is to read it
 * @param patience how long the scores are waited for in all, other models of the route included
 */
public record RerankRequest(
    Label label, LabelNow labelNow, String query, List<String> texts, Duration patience) {

  /** With a label that does not change. */
  public RerankRequest(Label label, String query, List<String> texts, Duration patience) {
    this(label, () -> label, query, texts, patience);
  }

  public RerankRequest {
    texts = List.copyOf(texts);
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to rank");
    }
  }
}
