package io.cloister.search.dates;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * From a first to a last day.
 *
 * @param isRelative whether it was named by today: {@code last month}
 */
record Days(LocalDate first, LocalDate last, boolean isRelative) {

  private static final Map<String, Integer> MONTHS = months();

  static final String MONTH =
      "(?:january|february|march|april|may|june|july|august|september|october|november|december"
          + "|januar|jänner|februar|märz|mai|juni|juli|oktober|dezember)";
  private static final String YEAR = "(?:19|20)\\d\\d";
  private static final String UNIT =
      "(?:week|month|quarter|year|woche|monats?|quartals?|jahr(?:es)?)";
  private static final String WHICH =
      "(?:this|current|last|past|previous|diese[nmrs]?|aktuelle[nmrs]?|letzte[nmrs]?"
          + "|vorige[nmrs]?|vergangene[nmrs]?)";
  private static final String UNITS =
      "(?:days?|weeks?|months?|years?|tage?n?|wochen?|monate?n?|jahre?n?)";

  /** Days that are told from today, and never are what a text is about. */
  static final String RELATIVE =
      "(?:today|yesterday|heute|gestern"
          + "|(?:the |den |der |die )?(?:last|past|letzten|vergangenen)\\s+\\d{1,3}\\s+"
          + UNITS
          + "|(?:the |der |die |das |den |dem )?"
          + WHICH
          + "\\s+"
          + UNIT
          + ")";

  /** Days that the calendar names. */
  static final String CALENDAR =
      "(?:\\d{4}-\\d\\d-\\d\\d|\\d{1,2}\\.\\s?\\d{1,2}\\.\\s?\\d{4}|"
          + MONTH
          + "\\s+"
          + YEAR
          + "|q[1-4]\\s+"
          + YEAR
          + "|"
          + YEAR
          + ")";

  private static final Pattern LAST_SOME =
      Pattern.compile("(?:\\w+ )?(?:last|past|letzten|vergangenen)\\s+(\\d{1,3})\\s+(\\w+)");
  private static final Pattern ONE_UNIT =
      Pattern.compile("(?:\\w+ )??(" + WHICH + ")\\s+(" + UNIT + ")");
  private static final Pattern MONTH_ALONE = Pattern.compile(MONTH);

  private static Map<String, Integer> months() {
    var months = new HashMap<String, Integer>();
    for (var locale : List.of(Locale.ENGLISH, Locale.GERMAN)) {
      for (var month : java.time.Month.values()) {
        var name = month.getDisplayName(java.time.format.TextStyle.FULL, locale);
        months.put(name.toLowerCase(Locale.ROOT), month.getValue());
      }
    }
    months.put("jänner", 1);
    return Map.copyOf(months);
  }

  /** What a phrase that one of the patterns matches names; nothing for a day that is none. */
  static Optional<Days> of(String phrase, LocalDate today) {
    var said = phrase.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
    try {
      return Optional.ofNullable(read(said, today));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static @org.jspecify.annotations.Nullable Days read(String said, LocalDate today) {
    if (said.equals("today") || said.equals("heute")) {
      return new Days(today, today, true);
    } else if (said.equals("yesterday") || said.equals("gestern")) {
      return new Days(today.minusDays(1), today.minusDays(1), true);
    }
    var some = LAST_SOME.matcher(said);
    if (some.matches()) {
      return lastSome(Integer.parseInt(some.group(1)), some.group(2), today);
    }
    var unit = ONE_UNIT.matcher(said);
    return unit.matches()
        ? unit(isThis(unit.group(1)) ? 0 : 1, unit.group(2), today)
        : ofCalendar(said, today);
  }

  private static @org.jspecify.annotations.Nullable Days ofCalendar(String said, LocalDate today) {
    return MONTH_ALONE.matcher(said).matches()
        ? latest(month(said), today)
        : Period.exactly(said)
            .map(period -> new Days(period.first(), period.last(), false))
            .orElse(null);
  }

  /** From 1, of a name that {@link #MONTH} matches. */
  static int month(String name) {
    return MONTHS.getOrDefault(name, 1);
  }

  private static boolean isThis(String which) {
    return which.startsWith("this")
        || which.startsWith("current")
        || which.startsWith("dies")
        || which.startsWith("aktuell");
  }

  /** The last month of the name that began. */
  private static Days latest(int number, LocalDate today) {
    int year = number <= today.getMonthValue() ? today.getYear() : today.getYear() - 1;
    var month = YearMonth.of(year, number);
    return new Days(month.atDay(1), month.atEndOfMonth(), false);
  }

  private static Days lastSome(int count, String unit, LocalDate today) {
    var first =
        switch (unit.charAt(0)) {
          case 'd', 't' -> today.minusDays(count);
          case 'w' -> today.minusWeeks(count);
          case 'm' -> today.minusMonths(count);
          default -> today.minusYears(count);
        };
    return new Days(first, today, true);
  }

  /**
   * @param ago 0 for the one that today is in, 1 for the one before it
   */
  private static Days unit(int ago, String unit, LocalDate today) {
    return switch (unit.charAt(0)) {
      case 'w' -> {
        var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(ago);
        yield new Days(monday, monday.plusDays(6), true);
      }
      case 'm' -> {
        var month = YearMonth.from(today).minusMonths(ago);
        yield new Days(month.atDay(1), month.atEndOfMonth(), true);
      }
      case 'q' -> {
        var first =
            today
                .withDayOfMonth(1)
                .withMonth((today.getMonthValue() - 1) / 3 * 3 + 1)
                .minusMonths(3L * ago);
        yield new Days(first, first.plusMonths(3).minusDays(1), true);
      }
      default -> {
        var first = LocalDate.of(today.getYear() - ago, 1, 1);
        yield new Days(first, first.plusYears(1).minusDays(1), true);
      }
    };
  }
}
