package io.cloister.answering;

import io.cloister.governance.Label;
import io.cloister.library.text.Excerpt;
import io.cloister.models.ModelFunction;
import io.cloister.models.ModelRequest;
import io.cloister.models.prompt.Prompts;
import io.cloister.search.Hit;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a model is asked: the question, and the sources between fences that nobody who wrote a
 * source can know, as text to be read and never to be obeyed.
 */
final class GroundedPrompt {

  /** What the model is told to say when the sources do not answer. */
  static final String NOTHING = "NOT_IN_SOURCES";

  private static final int MAX_TOKENS = 800;
  private static final int LONGEST_SOURCE = 2_500;
  private static final SecureRandom RANDOM = new SecureRandom();

  private GroundedPrompt() {}

  /**
   * @param earlier the questions before it in the conversation, the first one first
   * @param sources what may be cited, numbered from 1 in this order; not empty
   */
  static ModelRequest of(
      String question,
      List<String> earlier,
      List<Hit> sources,
      @Nullable String language,
      Prompts prompts) {
    var label = Label.strictest(sources.stream().map(source -> source.document().label()).toList());
    var whole = request(question, earlier, sources, language, label, prompts);
    if (sources.size() == 1) {
      return whole;
    }
    // the better half, for a model that takes no more
    var half = sources.subList(0, (sources.size() + 1) / 2);
    return whole.orShorter(request(question, earlier, half, language, label, prompts));
  }

  private static ModelRequest request(
      String question,
      List<String> earlier,
      List<Hit> sources,
      @Nullable String language,
      Label label,
      Prompts prompts) {
    return prompts
        .request(
            ModelFunction.ANSWER,
            label,
            values(question, earlier, sources, language, fence()),
            MAX_TOKENS,
            null,
            null)
        .about(question, sources.size());
  }

  static Map<String, Object> values(
      String question,
      List<String> earlier,
      List<Hit> sources,
      @Nullable String language,
      String fence) {
    return Map.of(
        "question",
        question,
        "before",
        earlier.isEmpty() ? "" : earlier.getLast(),
        "sources",
        IntStream.range(0, sources.size()).mapToObj(i -> source(sources.get(i), i + 1)).toList(),
        "language",
        language == null ? "" : language,
        "nothing",
        NOTHING,
        "fence",
        fence);
  }

  private static Map<String, Object> source(Hit source, int n) {
    return Map.of(
        "n",
        String.valueOf(n),
        "title",
        source.document().title().replaceAll("\\s+", " "),
        "text",
        Excerpt.of(source.passage().text(), LONGEST_SOURCE));
  }

  private static String fence() {
    var bytes = new byte[12];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
