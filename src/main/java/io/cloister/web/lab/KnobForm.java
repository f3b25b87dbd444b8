package io.cloister.web.lab;

import io.cloister.search.SearchQuery.Mode;
import io.cloister.search.lab.Knobs;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Settings for one try as a form sends them; what is missing or is none is as usual. */
record KnobForm(
    @Nullable String tried,
    @Nullable String mode,
    @Nullable String meaning,
    @Nullable String entry,
    @Nullable String near,
    @Nullable String candidates,
    @Nullable String rerank) {

  Knobs knobs(Knobs usual) {
    return new Knobs(
        Arrays.stream(Mode.values())
            .filter(each -> each.word().equals(mode))
            .findFirst()
            .orElse(usual.mode()),
        number(meaning, usual.meaning(), 0, 1),
        number(entry, usual.entry(), 0, Knobs.MOST_WEIGHT),
        number(near, usual.near(), 0, Knobs.MOST_WEIGHT),
        (int) number(candidates, usual.candidates(), Knobs.LEAST_CANDIDATES, Knobs.MOST_CANDIDATES),
        tried == null ? usual.rerank() : rerank != null);
  }

  private static double number(@Nullable String text, double usual, double least, double most) {
    try {
      double value = text == null ? usual : Double.parseDouble(text.strip().replace(',', '.'));
      return Double.isFinite(value) ? Math.clamp(value, least, most) : usual;
    } catch (NumberFormatException _) {
      return usual;
    }
  }
}
