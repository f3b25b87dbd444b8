package io.cloister.drafting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One section of a draft.
 *
 * @param id unique in its draft; the template's
 * @param markdown what it says, without its heading; empty until it is written
 * @param sentences those of {@code markdown} in order
 * @param isWritten whether it has been written at all
 * @param model {@code connection/model} that wrote it; null if its sentences are quotes
 */
public record Section(
    String id,
    String heading,
    String markdown,
    List<Sentence> sentences,
    boolean isWritten,
    @Nullable String model) {

  public Section {
    sentences = List.copyOf(sentences);
  }

  static Section planned(String id, String heading) {
    return new Section(id, heading, "", List.of(), false, null);
  }

  public Section with(String newMarkdown, List<Sentence> newSentences) {
    return new Section(id, heading, newMarkdown, newSentences, true, model);
  }
}
