package io.cloister.web.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The API token that came with a request, wherever clients put it. */
final class Credentials {

  private static final String BEARER = "Bearer ";

  private Credentials() {}

  /** Null if there is none; a request with one is never known by its cookie. */
  static @Nullable String token(HttpServletRequest request) {
    var header = request.getHeader("Authorization");
    if (header != null) {
      return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? header.substring(BEARER.length()).strip()
          : "";
    }
    return request.getHeader("x-api-key");
  }

  static boolean areGiven(HttpServletRequest request) {
    return token(request) != null;
  }
}
