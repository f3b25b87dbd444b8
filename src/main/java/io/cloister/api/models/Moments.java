package io.cloister.api.models;

import io.cloister.api.CallRefused;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.http.HttpStatus;

/** Days and times as they are asked for. */
final class Moments {

  private Moments() {}

  /** A time, or a day, which {@code to} includes by a day more. */
  static Instant instant(String text, int daysLater) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).plusDays(daysLater).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw notADate();
    }
  }

  /** A day, or that of a time. */
  static LocalDate day(String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text).atOffset(ZoneOffset.UTC).toLocalDate()
          : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw notADate();
    }
  }

  private static CallRefused notADate() {
    return malformed("from and to are dates or times in ISO-8601, as 2026-11-21");
  }

  static CallRefused malformed(String detail) {
    return new CallRefused(
        HttpStatus.BAD_REQUEST,
        "malformed",
        detail,
        "Compare it with the description at /api/openapi.json.");
  }
}
