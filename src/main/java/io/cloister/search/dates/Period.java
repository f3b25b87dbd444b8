package io.cloister.search.dates;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * From a first to a last day, as names of files and questions tell what a document is of: {@code
 * 2023 Q3}, {@code first quarter of 2023}, {@code FY2022}, {@code 2024-05}, {@code 1.7.2023}.
 */
public record Period(LocalDate first, LocalDate last) {

  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
  private static final String BEGIN = "(?<![\\p{L}\\p{N}])";
  private static final String AFTER_LETTERS = "(?<!\\p{N})";
  private static final String END = "(?![\\p{L}\\p{N}])";
  private static final String YEAR = "(?<y>(?:19|20)\\d\\d)";
  private static final String GAP = "[\\s._/-]{0,3}";
  private static final String FISCAL = "(?:fy|gj|fiscal(?: year)?|geschäftsjahr)?" + GAP;
  private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth");
  private static final List<String> GERMAN_ORDINALS =
      List.of("erste", "zweite", "dritte", "vierte");

  /** The most exact first. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "(?<y>\\d{4})-(?<m>\\d\\d)-(?<d>\\d\\d)", named -> day(named, number(named, "m"))),
          new Kind(
              AFTER_LETTERS,
              YEAR + "[-._]?(?<m>0[1-9]|1[0-2])[-._]?(?<d>0[1-9]|[12]\\d|3[01])",
              named -> day(named, number(named, "m"))),
          new Kind(
              "(?<d>\\d{1,2})\\.\\s?(?<m>\\d{1,2})\\.\\s?(?<y>\\d{4})",
              named -> day(named, number(named, "m"))),
          new Kind(
              "(?<m>" + Days.MONTH + ")\\s+(?<d>\\d{1,2}),?\\s+" + YEAR,
              named -> day(named, monthOf(named))),
          new Kind(
              "(?<d>\\d{1,2})\\.?\\s+(?<m>" + Days.MONTH + ")\\s+" + YEAR,
              named -> day(named, monthOf(named))),
          new Kind(
              YEAR + "[-._](?<m>0[1-9]|1[0-2])", named -> months(named, number(named, "m"), 1)),
          new Kind(
              "(?<m>" + Days.MONTH + ")" + GAP + YEAR, named -> months(named, monthOf(named), 1)),
          new Kind(YEAR + GAP + "q(?<q>[1-4])", Period::quarter),
          new Kind("q(?<q>[1-4])" + GAP + FISCAL + YEAR, Period::quarter),
          new Kind(
              "(?<q>first|second|third|fourth|erste[ns]?|zweite[ns]?|dritte[ns]?|vierte[ns]?)"
                  + "\\s+(?:fiscal )?(?:quarter|quartals?)\\s+(?:of )?(?:the )?"
                  + FISCAL
                  + YEAR,
              Period::quarter),
          new Kind(FISCAL + YEAR, named -> months(named, 1, 12)));

  private record Kind(Pattern pattern, Reading reading) {

    Kind(String pattern, Reading reading) {
      this(BEGIN, pattern, reading);
    }

    Kind(String begin, String pattern, Reading reading) {
      this(Pattern.compile(begin + pattern + END, FLAGS), reading);
    }

    /** Empty if it is no day of the calendar. */
    Optional<Period> read(MatchResult named) {
      try {
        return Optional.of(reading.of(named));
      } catch (DateTimeException _) {
        return Optional.empty();
      }
    }
  }

  private interface Reading {
    Period of(MatchResult named);
  }

  /** Of what a document with such a name is: the most exact days in it, of these the first. */
  public static Optional<Period> of(String name) {
    return all(name).stream().findFirst();
  }

  /** The days that the whole of {@code words} names. */
  static Optional<Period> exactly(String words) {
    for (var kind : KINDS) {
      var matcher = kind.pattern().matcher(words);
      if (matcher.matches()) {
        return kind.read(matcher);
      }
    }
    return Optional.empty();
  }

  /** All days that a text names, each word read once, as exactly as possible. */
  static List<Period> all(String text) {
    var periods = new ArrayList<Period>();
    var left = text;
    for (var kind : KINDS) {
      var matcher = kind.pattern().matcher(left);
      var rest = new StringBuilder(left);
      while (matcher.find()) {
        var named = matcher.toMatchResult();
        kind.read(named)
            .ifPresent(period -> {
              periods.add(period);
              rest.replace(named.start(), named.end(), " ".repeat(named.end() - named.start()));
            });
      }
      left = rest.toString();
    }
    return periods;
  }

  /** Whether all days of one are days of the other. */
  public boolean fits(Period other) {
    return covers(other) || other.covers(this);
  }

  private boolean covers(Period other) {
    return !first.isAfter(other.first) && !last.isBefore(other.last);
  }

  private static Period day(MatchResult named, int month) {
    var day = LocalDate.of(number(named, "y"), month, number(named, "d"));
    return new Period(day, day);
  }

  private static Period months(MatchResult named, int first, int many) {
    var month = YearMonth.of(number(named, "y"), first);
    return new Period(month.atDay(1), month.plusMonths(many - 1).atEndOfMonth());
  }

  private static Period quarter(MatchResult named) {
    var said = named.group("q").toLowerCase(Locale.ROOT);
    int quarter = Character.isDigit(said.charAt(0)) ? Integer.parseInt(said) : 1 + ordinal(said);
    return months(named, 3 * quarter - 2, 3);
  }

  private static int ordinal(String said) {
    int english = ORDINALS.indexOf(said);
    return english >= 0 ? english : GERMAN_ORDINALS.indexOf(said.replaceAll("[ns]$", ""));
  }

  private static int monthOf(MatchResult named) {
    return Days.month(named.group("m").toLowerCase(Locale.ROOT));
  }

  private static int number(MatchResult named, String group) {
    return Integer.parseInt(named.group(group));
  }
}
