package io.cloister.web.models;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Bars side by side, one a day, in a picture of a fixed size that the page stretches.
 *
 * @param most what the highest bar stands for
 */
public record Chart(List<Bar> bars, long most) {

  public static final int WIDTH = 720;
  public static final int HEIGHT = 140;

  private static final double LEAST = 1.5; // what is there is seen

  /**
   * @param x from the left, as are all measures in the units of the picture
   * @param value what it stands for
   */
  public record Bar(LocalDate day, double x, double y, double width, double height, long value) {}

  /**
   * @param values by day; a day without one has none
   */
  static Chart of(LocalDate from, LocalDate to, Map<LocalDate, Long> values) {
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    long most = values.values().stream().mapToLong(Long::longValue).max().orElse(0);
    double step = (double) WIDTH / days;
    var bars = new ArrayList<Bar>();
    for (var day = from; !day.isAfter(to); day = day.plusDays(1)) {
      long value = values.getOrDefault(day, 0L);
      double height = value == 0 ? 0 : Math.max(LEAST, (double) HEIGHT * value / most);
      double x = ChronoUnit.DAYS.between(from, day) * step;
      bars.add(
          new Bar(
              day,
              rounded(x),
              rounded(HEIGHT - height),
              rounded(step * 0.8),
              rounded(height),
              value));
    }
    return new Chart(bars, most);
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
