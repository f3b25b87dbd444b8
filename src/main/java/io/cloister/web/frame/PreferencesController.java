package io.cloister.web.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/** Changes one preference and goes back to the page it was changed on. */
@Controller
class PreferencesController {

  private static final Duration A_YEAR = Duration.ofDays(365);

  @PostMapping("/preferences")
  ResponseEntity<Void> change(
      HttpServletRequest request,
      @RequestHeader(name = HttpHeaders.REFERER, required = false) @Nullable String referer) {
    var preferences = Preferences.of(request);
    for (var parameter : request.getParameterMap().entrySet()) {
      preferences = preferences.with(parameter.getKey(), parameter.getValue()[0]);
    }
    var cookie =
        ResponseCookie.from(Preferences.COOKIE, preferences.text())
            .path("/")
            .maxAge(A_YEAR)
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .build();
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .header(HttpHeaders.SET_COOKIE, cookie.toString())
        .location(URI.create(pathOf(referer)))
        .build();
  }

  /** Only path and query of the address: a foreign address leads to our own start page at most. */
  static String pathOf(@Nullable String referer) {
    if (referer == null) {
      return "/";
    }
    try {
      var from = URI.create(referer);
      var path = from.getRawPath();
      if (path == null || !path.startsWith("/") || path.startsWith("//")) {
        return "/";
      }
      return from.getRawQuery() == null ? path : path + "?" + from.getRawQuery();
    } catch (IllegalArgumentException malformed) {
      return "/";
    }
  }
}
