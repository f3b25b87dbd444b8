package io.cloister.web.frame;

import java.util.Set;
import org.springframework.http.HttpStatus;

/**
 * A failure as it is told to whoever caused or met it.
 *
 * @param status of the answer
 * @param code stable and kebab-case
 * @param key where its words are, one of {@link #TOLD} or the general ones
 */
record WhatWentWrong(HttpStatus status, String code, String key) {

  private static final Set<Integer> TOLD =
      Set.of(400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503, 507);

  static WhatWentWrong of(int status) {
    var known = HttpStatus.resolve(status);
    var told = known == null || !known.isError() ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    return new WhatWentWrong(told, codeOf(told), keyOf(told));
  }

  String title() {
    return "frame.error." + key + ".title";
  }

  String text() {
    return "frame.error." + key + ".text";
  }

  String hint() {
    return "frame.error." + key + ".hint";
  }

  private static String keyOf(HttpStatus status) {
    if (TOLD.contains(status.value())) {
      return String.valueOf(status.value());
    }
    return status.is5xxServerError() ? "500" : "400";
  }

  private static String codeOf(HttpStatus status) {
    return switch (status.value()) {
      case 400 -> "malformed";
      case 401 -> "not-signed-in";
      case 403 -> "not-allowed";
      case 404 -> "not-found";
      case 405 -> "method-not-allowed";
      case 406 -> "not-acceptable";
      case 409 -> "conflict";
      case 413 -> "too-large";
      case 415 -> "unsupported-media-type";
      case 422 -> "invalid";
      case 429 -> "too-many-requests";
      case 503 -> "busy";
      case 507 -> "disk-full";
      default -> status.is5xxServerError() ? "internal" : "malformed";
    };
  }
}
