package io.cloister.models.wire;

import io.cloister.egress.HostBlocked;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells failures apart by status, by what the endpoint says, and by what broke on the way. */
final class Failures {

  private static final int MOST_SAID = 500;

  private Failures() {}

  static Failure ofStatus(int status, String body, @Nullable String retryAfter, Instant now) {
    var said = body.length() > MOST_SAID ? body.substring(0, MOST_SAID) : body;
    return new Failure(
        cause(status, said.toLowerCase(Locale.ROOT)), status, said, pause(retryAfter, now));
  }

  private static Failure.Cause cause(int status, String said) {
    if (status >= 300 && status < 400) {
      return Failure.Cause.REDIRECTED;
    }
    boolean tooLong =
        mentions(
            said,
            "context_length_exceeded",
            "exceed_context_size",
            "context length",
            "context window",
            "maximum context",
            "context size",
            "too many tokens",
            "prompt is too long");
    return switch (status) {
      case 401, 403 -> Failure.Cause.WRONG_KEY;
      case 404 ->
          said.contains("model") ? Failure.Cause.UNKNOWN_MODEL : Failure.Cause.NO_SUCH_ADDRESS;
      case 405 -> Failure.Cause.NO_SUCH_ADDRESS;
      case 408, 504 -> Failure.Cause.TIMED_OUT;
      case 413 -> Failure.Cause.TOO_LONG;
      case 429 -> Failure.Cause.RATE_LIMITED;
      case 503, 529 -> Failure.Cause.OVERLOADED;
      default -> {
        if (status >= 500) {
          yield tooLong ? Failure.Cause.TOO_LONG : Failure.Cause.SERVER_ERROR;
        }
        if (tooLong) {
          yield Failure.Cause.TOO_LONG;
        }
        if (mentions(said, "content_filter", "content_policy", "content management policy")) {
          yield Failure.Cause.DECLINED;
        }
        boolean unknown =
            said.contains("model")
                && mentions(
                    said,
                    "not found",
                    "does not exist",
                    "not exist",
                    "unknown model",
                    "invalid model",
                    "no such model",
                    "model_not_found");
        yield unknown ? Failure.Cause.UNKNOWN_MODEL : Failure.Cause.BAD_REQUEST;
      }
    };
  }

  private static boolean mentions(String said, String... words) {
    for (var word : words) {
      if (said.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** A number of seconds or a date, as RFC 9110 has it; null for anything else. */
  private static @Nullable Duration pause(@Nullable String retryAfter, Instant now) {
    if (retryAfter == null) {
      return null;
    }
    var written = retryAfter.strip();
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

  /** What broke before or within an answer. */
  static Failure of(Throwable broken) {
    for (Throwable at = broken; at != null; at = at.getCause()) {
      var cause =
          switch (at) {
            case WireFailed failed -> null;
            case HostBlocked _ -> Failure.Cause.HOST_BLOCKED;
            case UnknownHostException _ -> Failure.Cause.UNKNOWN_HOST;
            case UnresolvedAddressException _ -> Failure.Cause.UNKNOWN_HOST;
            case SSLException _ -> Failure.Cause.TLS_FAILED;
            case ConnectException _ -> Failure.Cause.CONNECTION_REFUSED;
            case HttpTimeoutException _ -> Failure.Cause.TIMED_OUT;
            default -> null;
          };
      if (at instanceof WireFailed failed) {
        return failed.failure();
      }
      if (cause != null) {
        return Failure.of(cause);
      }
    }
    for (Throwable at = broken; at != null; at = at.getCause()) {
      if (at instanceof IOException && !at.getClass().getName().contains("jackson")) {
        return Failure.of(Failure.Cause.CUT_OFF);
      }
    }
    return Failure.of(Failure.Cause.NOT_A_REPLY);
  }
}
