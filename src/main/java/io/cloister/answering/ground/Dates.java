package io.cloister.answering.ground;

import io.cloister.answering.ground.Quantity.Day;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds dates as they are written in English, German, French and Spanish, and in digits. */
final class Dates {

  private static final Map<String, Integer> MONTHS = months();
  private static final String MONTH =
      "(?<month>"
          + String.join(
              "|", MONTHS.keySet().stream().sorted((a, b) -> b.length() - a.length()).toList())
          + ")\\b\\.?";
  private static final String YEAR = "(?<year>(?:1\\d|20|21)\\d{2})";
  private static final String DAY = "(?<day>[0-3]?\\d)";
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  private static final List<Pattern> WRITTEN =
      List.of(
          Pattern.compile(
              "\\b"
                  + DAY
                  + "(?:\\.|st|nd|rd|th|er)?\\s+(?:of |de )?"
                  + MONTH
                  + "(?:,?\\s*(?:de )?"
                  + YEAR
                  + "\\b)?",
              FLAGS),
          Pattern.compile(
              "\\b"
                  + MONTH
                  + "\\s+"
                  + DAY
                  + "(?:st|nd|rd|th)?\\b(?!\\d|[.:]\\d)(?:,?\\s+"
                  + YEAR
                  + "\\b)?",
              FLAGS),
          Pattern.compile("\\b" + MONTH + ",?\\s+(?:of |de )?" + YEAR + "\\b", FLAGS));
  private static final Pattern ISO =
      Pattern.compile("\\b(?<year>\\d{4})-(?<month>[01]?\\d)-(?<day>[0-3]?\\d)\\b");
  private static final Pattern DIGITS =
      Pattern.compile("\\b(?<one>[0-3]?\\d)([./])(?<two>[0-3]?\\d)\\2(?<year>\\d{4}|\\d{2})\\b");
  private static final Pattern MONTH_ALONE = Pattern.compile("(?<=[\\p{L},] )" + MONTH, FLAGS);

  private Dates() {}

  /** The dates in {@code text}; numbers that belong to one are part of it. */
  static List<Quantity> of(String text) {
    var found = new ArrayList<Quantity>();
    for (var pattern : WRITTEN) {
      collect(pattern.matcher(text), found, Dates::written);
    }
    collect(
        ISO.matcher(text),
        found,
        m -> List.of(new Day(num(m, "year"), num(m, "month"), num(m, "day"))));
    collect(DIGITS.matcher(text), found, Dates::digits);
    collect(MONTH_ALONE.matcher(text), found, Dates::alone);
    return found;
  }

  private interface Reading {
    List<Day> of(Matcher match);
  }

  private static void collect(Matcher match, List<Quantity> found, Reading reading) {
    while (match.find()) {
      int start = match.start();
      int end = match.end();
      if (found.stream().noneMatch(q -> q.start() < end && start < q.end())) {
        var days = reading.of(match);
        if (!days.isEmpty()) {
          found.add(Quantity.date(days, start, end));
        }
      }
    }
  }

  private static List<Day> written(Matcher match) {
    var month = MONTHS.get(match.group("month").toLowerCase(Locale.ROOT));
    return List.of(new Day(num(match, "year"), month, num(match, "day")));
  }

  /** Only with a capital, as "may" and "march" are words too. */
  private static List<Day> alone(Matcher match) {
    return Character.isUpperCase(match.group("month").charAt(0))
        ? List.of(new Day(null, MONTHS.get(match.group("month").toLowerCase(Locale.ROOT)), null))
        : List.of();
  }

  private static List<Day> digits(Matcher match) {
    Integer year = num(match, "year");
    if (year != null && year < 100) {
      year += year < 70 ? 2000 : 1900;
    }
    int one = Integer.parseInt(match.group("one"));
    int two = Integer.parseInt(match.group("two"));
    var days = new ArrayList<Day>();
    if (two <= 12 && two > 0) {
      days.add(new Day(year, two, one));
    }
    if (match.group(2).equals("/") && one <= 12 && one > 0) {
      days.add(new Day(year, one, two));
    }
    return days;
  }

  private static @Nullable Integer num(Matcher match, String group) {
    if (!match.pattern().namedGroups().containsKey(group)) {
      return null;
    }
    var text = match.group(group);
    return text == null ? null : Integer.valueOf(text);
  }

  private static Map<String, Integer> months() {
    var months = new HashMap<String, Integer>();
    for (var language :
        List.of(
            "january february march april may june july august september october november december",
            "januar februar märz april mai juni juli august september oktober november dezember",
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
            "jan feb mar apr may jun jul aug sep oct nov dec",
            "jänner feb mrz apr mai jun jul aug sept okt nov dez")) {
      var names = language.split(" ", -1);
      for (int i = 0; i < names.length; i++) {
        months.put(names[i], i + 1);
      }
    }
    return months;
  }
}
