package io.cloister.models.wire;

import io.cloister.egress.Incoming;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long an endpoint asks to be left alone, in the ways in which endpoints say so. */
final class Pauses {

  /** Google says it within the error. */
  private static final Pattern WITHIN = Pattern.compile("\"retryDelay\"\\s*:\\s*\"(\\d{1,6})");

  private Pauses() {}

  /** Null if it does not ask. */
  static @Nullable Duration asked(Incoming answer, String said, Instant now) {
    var millis = answer.header("retry-after-ms").orElse("").strip();
    if (millis.matches("\\d{1,9}")) {
      return Duration.ofMillis(Long.parseLong(millis));
    }
    var after = answer.header("retry-after").orElse(null);
    if (after != null) {
      return after(after.strip(), now);
    }
    var within = WITHIN.matcher(said);
    return within.find() ? Duration.ofSeconds(Long.parseLong(within.group(1))) : null;
  }

  /** A number of seconds or a date, as RFC 9110 has it; null for anything else. */
  private static @Nullable Duration after(String written, Instant now) {
    if (written.matches("\\d{1,6}")) {
      return Duration.ofSeconds(Long.parseLong(written));
    }
    try {
      var at = ZonedDateTime.parse(written, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
