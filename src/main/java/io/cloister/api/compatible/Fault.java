package io.cloister.api.compatible;

import io.cloister.models.relay.RelayRequest.Dialect;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a program's call fails, in both dialects' words.
 *
 * @param openAiType {@code error.type} for OpenAI's clients
 * @param code {@code error.code} for them; null for none
 * @param anthropicType {@code error.type} for Anthropic's clients
 * @param isFinal whether asking again is pointless, though the status does not say so
 */
record Fault(
    int status,
    String openAiType,
    @Nullable String code,
    String anthropicType,
    String message,
    @Nullable Duration retryAfter,
    boolean isFinal) {

  private static final String INVALID = "invalid_request_error";
  private static final String BILLING = "billing_error";

  private static Fault of(
      int status, String openAiType, @Nullable String code, String anthropicType, String message) {
    return new Fault(status, openAiType, code, anthropicType, message, null, false);
  }

  static Fault invalid(@Nullable String code, String message) {
    return of(400, INVALID, code, INVALID, message);
  }

  static Fault unknownModel(String name) {
    return of(
        404,
        INVALID,
        "model_not_found",
        "not_found_error",
        "There is no model '%s' that you may use; GET /v1/models lists those there are."
            .formatted(name));
  }

  static Fault blocked(String rule) {
    return of(403, "permission_error", "blocked_by_policy", "permission_error", rule);
  }

  /** The status that the clients of {@code dialect} know it by. */
  int status(Dialect dialect) {
    return dialect == Dialect.ANTHROPIC && anthropicType.equals(BILLING) ? 402 : status;
  }

  static Fault overBudget(String budget) {
    return new Fault(
        429,
        "insufficient_quota",
        "insufficient_quota",
        BILLING,
        "The budget is spent: " + budget,
        null,
        true);
  }

  static Fault rateLimited(String message, @Nullable Duration retryAfter) {
    return new Fault(
        429,
        "rate_limit_exceeded",
        "rate_limit_exceeded",
        "rate_limit_error",
        message,
        retryAfter,
        false);
  }

  static Fault overloaded(String message, @Nullable Duration retryAfter) {
    return new Fault(
        503, "server_error", "overloaded", "overloaded_error", message, retryAfter, false);
  }

  static Fault timedOut(String message) {
    return of(504, "server_error", "timeout", "timeout_error", message);
  }

  static Fault broken(String message) {
    return of(502, "server_error", "upstream_failed", "api_error", message);
  }

  /** What anything else of this status is called. */
  static Fault ofStatus(int status, String message) {
    return switch (status) {
      case 401 -> of(401, INVALID, "invalid_api_key", "authentication_error", message);
      case 403 -> of(403, "permission_error", null, "permission_error", message);
      case 404 -> of(404, INVALID, "not_found", "not_found_error", message);
      case 413 -> of(413, INVALID, "too_large", "request_too_large", message);
      case 429 -> rateLimited(message, null);
      case 503 -> overloaded(message, null);
      default ->
          status < 500
              ? of(status, INVALID, null, INVALID, message)
              : of(status, "server_error", null, "api_error", message);
    };
  }
}
