package io.cloister.web.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** The cookie that holds a session's secret; it ends with the browser. */
final class SessionCookie {

  private static final String NAME = "cloister-session";

  private SessionCookie() {}

  /** The secret that the browser sent. */
  static Optional<String> of(HttpServletRequest request) {
    var cookie = WebUtils.getCookie(request, name(request));
    return cookie == null || cookie.getValue().isBlank()
        ? Optional.empty()
        : Optional.of(cookie.getValue());
  }

  static void set(HttpServletRequest request, HttpServletResponse response, String secret) {
    response.addHeader(HttpHeaders.SET_COOKIE, cookie(request, secret).build().toString());
  }

  static void clear(HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE, cookie(request, "").maxAge(Duration.ZERO).build().toString());
  }

  private static ResponseCookie.ResponseCookieBuilder cookie(
      HttpServletRequest request, String secret) {
    return ResponseCookie.from(name(request), secret)
        .path("/")
        .httpOnly(true)
        .secure(request.isSecure())
        .sameSite("Lax");
  }

  /** Under TLS no other host of the domain can plant a cookie of this name. */
  private static String name(HttpServletRequest request) {
    return request.isSecure() ? "__Host-" + NAME : NAME;
  }
}
