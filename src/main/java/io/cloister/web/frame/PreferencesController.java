package io.cloister.web.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Changes one preference and goes back to the page it was changed on. */
@Controller
class PreferencesController {

  private static final Duration A_YEAR = Duration.ofDays(365);

  /**
   * A path on this host: not //elsewhere, and no characters that a header or browser could bend.
   */
  private static final Pattern OWN_PATH = Pattern.compile("/(?!/)[A-Za-z0-9/?&=%._~+:;,@!$()*'-]*");

  /**
   * @param back path and query of the page to go back to; anything else leads to the start page
   */
  @PostMapping("/preferences")
  ResponseEntity<Void> change(
      HttpServletRequest request, @RequestParam(defaultValue = "/") String back) {
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
        .location(URI.create(OWN_PATH.matcher(back).matches() ? back : "/"))
        .build();
  }
}
