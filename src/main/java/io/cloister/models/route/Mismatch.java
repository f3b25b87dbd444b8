package io.cloister.models.route;

import java.util.List;
import java.util.Locale;

/**
 * Why a rule is not for a request.
 *
 * @param values what was found and what was wanted, where that is a number
 */
public record Mismatch(Kind kind, List<Integer> values, String text) {

  public Mismatch {
    values = List.copyOf(values);
  }

  /** What does not fit. */
  public enum Kind {
    FUNCTION,
    LABEL,
    FEWER_TOKENS,
    MORE_TOKENS,
    FEWER_SOURCES,
    MORE_SOURCES,
    NO_QUESTION,
    QUESTION,
    MODELS_GONE,
    TOO_SLOW;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Mismatch of(Kind kind, String text) {
    return new Mismatch(kind, List.of(), text);
  }

  static Mismatch of(Kind kind, int found, int bound, String text) {
    return new Mismatch(kind, List.of(found, bound), text.formatted(found, bound));
  }
}
