package io.cloister.drafting.generate;

import io.cloister.drafting.Template;
import io.cloister.models.prompt.LogicLess;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a model is asked for one section.
 *
 * @param fence between which sources stand, so that nobody can know it before
 * @param task in the words of the draft's template
 */
record Prompt(String fence, String task) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * @param inputs label and value of each
   * @param sources numbered from 1 in this order
   * @param written what sections before it say, in short; empty if nothing
   * @throws IllegalArgumentException if the template cannot be read
   */
  static Prompt of(
      String template,
      String title,
      String language,
      Aim aim,
      List<Map<String, String>> inputs,
      List<SourcePassage> sources,
      String written) {
    var fence = "source-" + random();
    var values = new HashMap<String, Object>();
    values.put("title", title);
    values.put("language", language);
    values.put("heading", aim.heading());
    values.put("seeks", aim.seeks());
    values.put("sentences", String.valueOf(aim.plan().sentences()));
    values.put("needsNumber", aim.plan().needs() == Template.Need.NUMBER);
    values.put("needsDuty", aim.plan().needs() == Template.Need.DUTY);
    values.put("inputs", inputs);
    values.put("written", written);
    values.put("fence", fence);
    values.put(
        "sources",
        IntStream.range(0, sources.size())
            .mapToObj(i -> source(i + 1, sources.get(i), fence))
            .toList());
    return new Prompt(fence, LogicLess.of(template).fill(values));
  }

  private static Map<String, Object> source(int n, SourcePassage source, String fence) {
    var page = source.passage().page();
    return Map.of(
        "n", String.valueOf(n),
        "document", source.source().title().replaceAll("\\s+", " "),
        "page", page == null ? "" : page.toString(),
        "text", source.passage().text(),
        "fence", fence);
  }

  private static String random() {
    var bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
