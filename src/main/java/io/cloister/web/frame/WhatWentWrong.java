package io.cloister.web.frame;

import java.util.Set;
import org.springframework.http.HttpStatus;

/**
 * A failure as it is told to people who caused or met it.
 *
 * @param status of the answer
 * @param key where its words are, one of {@link #TOLD} or the general ones
 */
record WhatWentWrong(HttpStatus status, String key) {

  private static final Set<Integer> TOLD =
      Set.of(400, 401, 403, 404, 405, 409, 413, 414, 422, 429, 431, 500, 503, 507);

  static WhatWentWrong of(int status) {
    var known = HttpStatus.resolve(status);
    var told = known == null || !known.isError() ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    return new WhatWentWrong(told, keyOf(told));
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
}
