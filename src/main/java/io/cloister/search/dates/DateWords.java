package io.cloister.search.dates;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads days out of the words of a query, in English and German: {@code last month}, {@code letzte
 * Woche}, {@code since March}, {@code vor 2020}, {@code 2024}. What stands in quotation marks, or
 * after a colon, is words.
 */
public final class DateWords {

  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private static final String MOMENT =
      "(?:" + Days.RELATIVE + "|" + Days.CALENDAR + "|" + Days.MONTH + ")";
  private static final String BEGIN = "(?<![\\p{L}\\p{N}:\\-./$€£])";
  private static final String END = "(?![\\p{L}\\p{N}'’%/]|-[\\p{L}\\d]|[.,]\\d)";

  private static final Pattern BETWEEN =
      pattern(
          "(?:between|zwischen|from|von|vom)\\s+(?:dem )?(?<a>"
              + MOMENT
              + ")\\s+(?:and|und|to|until|bis(?: zum)?)\\s+(?<b>"
              + MOMENT
              + ")");
  private static final Pattern ONE_SIDED =
      pattern(
          "(?<how>since|after|before|until|seit|ab|nach|vor|bis)\\s+(?:dem |der |zum |the )?(?<a>"
              + MOMENT
              + ")");
  private static final Pattern WITHIN =
      pattern(
          "(?:(?:from|of|in|during|within|von|vom|aus|aus dem|im|in der|in den)\\s+)?(?<a>"
              + Days.RELATIVE
              + ")");
  private static final Pattern DATED =
      pattern("(?:from|dated|aus|aus dem|vom)\\s+(?:year |jahre? )?(?<a>" + Days.CALENDAR + ")");
  private static final Pattern BARE =
      pattern("(?:(?:in|im)\\s+)?(?:(?:year|jahre?)\\s+)?(?<a>" + Days.CALENDAR + ")");

  private static final Pattern QUESTION =
      Pattern.compile(
          ".*\\?\\s*|\\s*(?:who|what|when|where|why|how|which|is|are|was|were|did|does|do|has|have"
              + "|can|should|wer|wen|wem|was|wann|wo|warum|wieso|wie|wieviel|welche[nmrs]?|ist"
              + "|sind|war|waren|hat|haben|kann|gibt)\\s.*",
          FLAGS | Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

  private DateWords() {}

  private static Pattern pattern(String words) {
    return Pattern.compile(BEGIN + words + END, FLAGS);
  }

  /**
   * The days that the query names, if it does. In a question they are never sure: what it asks for
   * is in the text.
   */
  public static Optional<DateSpan> find(String query, LocalDate today) {
    var unquoted =
        QUOTED.matcher(query).replaceAll(quoted -> "\u0000".repeat(quoted.group().length()));
    boolean isQuestion = QUESTION.matcher(query).matches();
    var match = BETWEEN.matcher(unquoted);
    if (match.find()) {
      var first = Days.of(match.group("a"), today);
      var last = Days.of(match.group("b"), today);
      return first.isEmpty() || last.isEmpty() || first.get().first().isAfter(last.get().last())
          ? Optional.empty()
          : Optional.of(span(query, match, first.get().first(), last.get().last(), !isQuestion));
    }
    match = ONE_SIDED.matcher(unquoted);
    if (match.find()) {
      var how = match.group("how").toLowerCase(java.util.Locale.ROOT);
      var found = match.toMatchResult();
      return Days.of(match.group("a"), today)
          .map(days -> oneSided(query, found, how, days, !isQuestion));
    }
    for (var certain : java.util.List.of(WITHIN, DATED)) {
      match = certain.matcher(unquoted);
      if (match.find()) {
        return within(query, match.toMatchResult(), match.group("a"), today, !isQuestion);
      }
    }
    match = BARE.matcher(unquoted);
    return match.find()
        ? within(
            query,
            match.toMatchResult(),
            match.group("a"),
            today,
            match.group().strip().length() == query.strip().length())
        : Optional.empty();
  }

  /** The days that the whole of {@code words} names: a day of the calendar or a phrase. */
  public static Optional<DateSpan> all(String words, LocalDate today) {
    return find(words.strip(), today).filter(span -> span.rest().isEmpty());
  }

  private static Optional<DateSpan> within(
      String query, MatchResult match, String moment, LocalDate today, boolean isSure) {
    return Days.of(moment, today)
        .map(days -> span(query, match, days.first(), days.last(), isSure));
  }

  private static DateSpan oneSided(
      String query, MatchResult match, String how, Days days, boolean isSure) {
    return switch (how) {
      case "since", "seit", "ab" -> span(query, match, days.first(), null, isSure);
      case "after", "nach" -> span(query, match, days.last().plusDays(1), null, isSure);
      case "before", "vor" -> span(query, match, null, days.first().minusDays(1), isSure);
      default -> span(query, match, null, days.last(), isSure);
    };
  }

  private static DateSpan span(
      String query,
      MatchResult match,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      boolean isSure) {
    var rest = query.substring(0, match.start()) + " " + query.substring(match.end());
    return new DateSpan(
        query.substring(match.start(), match.end()).strip(),
        from,
        to,
        rest.replaceAll("\\s+", " ").strip(),
        isSure);
  }
}
