package io.cloister.models.route;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How much thought a question takes, told from its words alone. */
public enum QuestionKind {
  /** It asks for something that stands somewhere: a number, a name, a date. */
  SIMPLE,
  /** It asks for reasons, a comparison or a summary, or several things at once. */
  COMPLEX;

  private static final int LONG = 25;

  // how long, how many, wie lange, wie viele… ask for a number
  private static final Pattern NUMBER =
      Pattern.compile(
          "\\b(?:how (?:long|many|much|often|old|far|big|high|soon)|wie (?:lange?|viele?|oft|alt|weit"
              + "|groß|hoch|bald|heißt|lautet))\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern THOUGHT =
      Pattern.compile(
          "\\b(?:why|how|compare|comparison|versus|vs|differ(?:s|ence|ences)?|explain|summari[sz]e"
              + "|summary|anal[yi][sz]e|evaluate|assess|argue|pros|cons|consequences|implications"
              + "|warum|wieso|weshalb|wie|vergleich\\w*|unterschied\\w*|erklär\\w*|zusammenfass\\w*"
              + "|fasse|analysier\\w*|bewerte\\w*|beurteil\\w*|begründ\\w*|vor- und nachteile"
              + "|folgen|auswirkungen)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<QuestionKind> of(String word) {
    for (var kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  static QuestionKind ofText(String question) {
    boolean several = question.indexOf('?') != question.lastIndexOf('?');
    boolean isLong = question.strip().split("\\s+").length > LONG;
    var rest = NUMBER.matcher(question).replaceAll(" ");
    return several || isLong || THOUGHT.matcher(rest).find() ? COMPLEX : SIMPLE;
  }
}
