package io.cloister.search.dates;

import java.util.List;
import java.util.regex.Pattern;

/**
 * From when the documents are that a question is about, by its own words; what stands in quotation
 * marks is words.
 *
 * @param periods any of these; empty if it names none
 * @param isLatest whether it asks for the latest there is
 */
public record When(List<Period> periods, boolean isLatest) {

  public static final When EVER = new When(List.of(), false);

  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern LATEST =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])(?:latest|newest|most (?:recent|current|up[- ]to[- ]date)"
              + "|(?:aller)?(?:neue?ste|jüngste|aktuellste)[nmrs]?"
              + "|plus récente?s?|plus à jour|más recientes?|più recent[ei]|mais recentes?"
              + "|nieuwste|meest recente)(?![\\p{L}\\p{N}])",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  public When {
    periods = List.copyOf(periods);
  }

  public static When of(String question) {
    var said = QUOTED.matcher(question).replaceAll(" ");
    return new When(Period.all(said), LATEST.matcher(said).find());
  }

  public boolean isEver() {
    return periods.isEmpty() && !isLatest;
  }
}
