package io.cloister.models.wire;

import io.cloister.egress.HostBlocked;
import io.cloister.egress.TlsTrouble;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tells failures apart by status, by what the endpoint says, and by what broke on the way. */
public final class Failures {

  private static final int MOST_SAID = 500;

  // as OpenAI, Azure, llama.cpp, vLLM, Mistral, Anthropic, Gemini, Ollama and Bedrock say it
  private static final List<String> TOO_LONG =
      List.of(
          "context_length_exceeded",
          "exceed_context",
          "context length",
          "context_length",
          "context window",
          "maximum context",
          "context size",
          "exceed context limit",
          "too many tokens",
          "prompt is too long",
          "input is too long",
          "too large for model",
          "maximum model length",
          "exceeds the maximum number of tokens",
          "tokens exceed",
          "request_too_large",
          "reduce the length of the messages");
  private static final List<String> DECLINED =
      List.of(
          "content_filter",
          "content_policy",
          "content management policy",
          "responsibleaipolicyviolation",
          "data_inspection_failed",
          "flagged");
  private static final List<String> NO_CREDIT =
      List.of("insufficient_quota", "credit balance", "insufficient balance", "billing_not_active");
  private static final List<String> WRONG_KEY =
      List.of("api key not valid", "api_key_invalid", "invalid api key", "invalid_api_key");
  private static final List<String> UNKNOWN =
      List.of(
          "not found",
          "does not exist",
          "not exist",
          "unknown model",
          "invalid model",
          "no such model",
          "model_not_found",
          "does not have access to model");

  private Failures() {}

  static Failure ofStatus(int status, String body, @Nullable Duration retryAfter) {
    return new Failure(
        cause(status, body.toLowerCase(Locale.ROOT)),
        status,
        body.length() > MOST_SAID ? body.substring(0, MOST_SAID) : body,
        retryAfter);
  }

  private static Failure.Cause cause(int status, String said) {
    if (status >= 300 && status < 400) {
      return Failure.Cause.REDIRECTED;
    }
    return switch (status) {
      case 401 -> Failure.Cause.WRONG_KEY;
      case 402 -> Failure.Cause.NO_CREDIT;
      case 403 -> forbidden(said);
      case 404 ->
          said.startsWith("{") && mentions(said, List.of("model", "deployment"))
              ? Failure.Cause.UNKNOWN_MODEL
              : Failure.Cause.NO_SUCH_ADDRESS;
      case 405 -> Failure.Cause.NO_SUCH_ADDRESS;
      case 408, 504 -> Failure.Cause.TIMED_OUT;
      case 413 -> Failure.Cause.TOO_LONG;
      case 429 -> mentions(said, NO_CREDIT) ? Failure.Cause.NO_CREDIT : Failure.Cause.RATE_LIMITED;
      case 503, 529 -> Failure.Cause.OVERLOADED;
      default -> {
        if (mentions(said, TOO_LONG)) {
          yield Failure.Cause.TOO_LONG;
        }
        yield status >= 500 ? Failure.Cause.SERVER_ERROR : badRequest(said);
      }
    };
  }

  private static Failure.Cause forbidden(String said) {
    if (mentions(said, DECLINED)) {
      return Failure.Cause.DECLINED;
    }
    return said.contains("model") && mentions(said, UNKNOWN)
        ? Failure.Cause.UNKNOWN_MODEL
        : Failure.Cause.WRONG_KEY;
  }

  private static Failure.Cause badRequest(String said) {
    if (mentions(said, DECLINED)) {
      return Failure.Cause.DECLINED;
    }
    if (mentions(said, WRONG_KEY)) {
      return Failure.Cause.WRONG_KEY;
    }
    if (mentions(said, NO_CREDIT)) {
      return Failure.Cause.NO_CREDIT;
    }
    return said.contains("model") && mentions(said, UNKNOWN)
        ? Failure.Cause.UNKNOWN_MODEL
        : Failure.Cause.BAD_REQUEST;
  }

  private static boolean mentions(String said, List<String> words) {
    return words.stream().anyMatch(said::contains);
  }

  /** An error within an answer that began well; null if there is none. */
  public static @Nullable Failure within(JsonNode said) {
    var error = said.path("error");
    if (error.isObject() ? error.isEmpty() : error.asString("").isBlank()) {
      return null;
    }
    return ofStatus(status(error), error.toString(), null);
  }

  private static int status(JsonNode error) {
    int code = error.path("code").asInt(0);
    if (code >= 400 && code < 600) {
      return code;
    }
    return switch (error.path("type").asString("")) {
      case "invalid_request_error" -> 400;
      case "authentication_error" -> 401;
      case "billing_error" -> 402;
      case "permission_error" -> 403;
      case "not_found_error" -> 404;
      case "request_too_large" -> 413;
      case "rate_limit_error" -> 429;
      case "timeout_error" -> 504;
      case "overloaded_error" -> 529;
      default -> 500;
    };
  }

  /** What broke before or within an answer. */
  public static Failure of(Throwable broken) {
    for (Throwable at = broken; at != null; at = at.getCause()) {
      if (at instanceof WireFailed failed) {
        return failed.failure();
      }
      var cause =
          switch (at) {
            case HostBlocked _ -> Failure.Cause.HOST_BLOCKED;
            case UnknownHostException _ -> Failure.Cause.UNKNOWN_HOST;
            case UnresolvedAddressException _ -> Failure.Cause.UNKNOWN_HOST;
            case SSLException e -> ofTls(e);
            case ConnectException _ -> Failure.Cause.CONNECTION_REFUSED;
            case HttpTimeoutException _ -> Failure.Cause.TIMED_OUT;
            default -> null;
          };
      if (cause != null) {
        return Failure.of(cause);
      }
    }
    for (Throwable at = broken; at != null; at = at.getCause()) {
      if (at instanceof IOException) {
        return Failure.of(Failure.Cause.CUT_OFF);
      }
    }
    return Failure.of(Failure.Cause.NOT_A_REPLY);
  }

  private static Failure.Cause ofTls(SSLException broken) {
    return switch (TlsTrouble.of(broken)) {
      case UNKNOWN_AUTHORITY -> Failure.Cause.UNKNOWN_AUTHORITY;
      case WANTS_CERTIFICATE -> Failure.Cause.WANTS_CERTIFICATE;
      case OTHER -> Failure.Cause.TLS_FAILED;
    };
  }
}
