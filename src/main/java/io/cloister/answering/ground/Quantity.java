package io.cloister.answering.ground;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number with its unit, or a date.
 *
 * @param values what the number may mean: {@code 1,200} is 1200 or 1.2; empty for a date
 * @param unit in the form in which units are compared; null if there is none
 * @param dates what the date may mean: {@code 4/5/2026} is in April or in May; empty for a number
 */
record Quantity(
    List<BigDecimal> values, @Nullable String unit, List<Day> dates, int start, int end) {

  Quantity {
    values = List.copyOf(values);
    dates = List.copyOf(dates);
  }

  static Quantity number(List<BigDecimal> values, @Nullable String unit, int start, int end) {
    return new Quantity(values, unit, List.of(), start, end);
  }

  static Quantity date(List<Day> dates, int start, int end) {
    return new Quantity(List.of(), null, dates, start, end);
  }

  boolean isDate() {
    return !dates.isEmpty();
  }

  /** Whether a text that has this may be cited for {@code claimed}. */
  boolean supports(Quantity claimed) {
    if (claimed.isDate()) {
      return claimed.dates.stream().anyMatch(day -> dates.stream().anyMatch(d -> d.covers(day)));
    }
    if (isDate()) {
      return claimed.unit == null
          && dates.stream()
              .anyMatch(day -> day.year() != null && claimed.means(new BigDecimal(day.year())));
    }
    boolean sameUnit = unit == null || claimed.unit == null || unit.equals(claimed.unit);
    return sameUnit && values.stream().anyMatch(claimed::means);
  }

  private boolean means(BigDecimal value) {
    return values.stream().anyMatch(own -> own.compareTo(value) == 0);
  }

  /** A date of which parts may be unknown. */
  record Day(@Nullable Integer year, @Nullable Integer month, @Nullable Integer day) {

    /** Whether this says all that {@code claimed} says, and the same. */
    boolean covers(Day claimed) {
      return has(year, claimed.year) && has(month, claimed.month) && has(day, claimed.day);
    }

    private static boolean has(@Nullable Integer own, @Nullable Integer claimed) {
      return claimed == null || claimed.equals(own);
    }
  }
}
