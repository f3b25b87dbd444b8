package io.cloister.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Which addresses are whose. */
final class Paths {

  /** What a page needs before anybody is known. */
  static final String[] OPEN = {
    "/sign-in",
    "/setup",
    "/healthz",
    "/readyz",
    "/error",
    "/preferences",
    "/app.css",
    "/app.js",
    "/theme.js",
    "/favicon.svg",
    "/favicon.ico",
    "/icons.svg",
    "/js/**",
    "/css/**",
    "/vendor/**",
    "/webjars/**"
  };

  private static final List<String> FOR_PROGRAMS = List.of("/api/", "/v1/", "/mcp", "/actuator/");

  private Paths() {}

  static boolean areForPrograms(HttpServletRequest request) {
    var path = request.getRequestURI();
    return FOR_PROGRAMS.stream().anyMatch(path::startsWith);
  }
}
