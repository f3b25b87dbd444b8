package io.cloister.web.frame;

import io.cloister.library.MediaFamily;
import io.cloister.library.Status;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * How sizes, times and names of codes are written, in the language of the page; templates read it
 * as {@code @formats}.
 */
@Component("formats")
public class Formats {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private final MessageSource messages;

  Formats(MessageSource messages) {
    this.messages = messages;
  }

  /** A number of bytes, in units of a thousand: 48,213 is {@code 48 kB}. */
  public String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    var number = NumberFormat.getInstance(locale());
    number.setMaximumFractionDigits(unit > 1 && value < 10 ? 1 : 0);
    return number.format(value) + "\u00a0" + UNITS[unit];
  }

  /** The day, as {@code 12 Mar 2026}. */
  public String day(Instant at) {
    return written(at, DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM));
  }

  /** A day of the calendar; an ellipsis if there is none. */
  public String day(@Nullable LocalDate day) {
    return day == null
        ? "…"
        : DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale()).format(day);
  }

  /** Day and minute. */
  public String moment(Instant at) {
    return written(
        at, DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT));
  }

  /** A place in a recording, as {@code 12:34} or {@code 1:02:03}. */
  public String clock(int seconds) {
    return seconds < 3600
        ? "%d:%02d".formatted(seconds / 60, seconds % 60)
        : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** The name of a language by its ISO 639 code; a dash if there is none. */
  public String language(@Nullable String code) {
    return code == null || code.isBlank()
        ? "–"
        : Locale.forLanguageTag(code).getDisplayLanguage(locale());
  }

  /** What people call this kind of file. */
  public String type(String mediaType) {
    return messages.getMessage("frame.type." + MediaFamily.of(mediaType).word(), null, locale());
  }

  /** How a status looks: the {@code kind} of {@code parts :: state}. */
  public String kind(Status status) {
    return switch (status) {
      case READY -> "ok";
      case RECEIVED, READING, INDEXING -> "busy";
      case FAILED -> "bad";
      case QUARANTINED -> "warn";
    };
  }

  private static String written(Instant at, DateTimeFormatter style) {
    return style.withLocale(locale()).withZone(ZoneId.systemDefault()).format(at);
  }

  private static Locale locale() {
    var locale = LocaleContextHolder.getLocale();
    return locale.equals(Locale.ENGLISH) ? Locale.UK : locale;
  }
}
