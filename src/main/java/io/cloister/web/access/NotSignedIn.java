package io.cloister.web.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.util.UriUtils;

/** Sends people to the sign-in page, and tells programs that they need a token. */
final class NotSignedIn implements AuthenticationEntryPoint {

  private static final int LONGEST = 4_000; // the headers of an answer have 8,192 bytes

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (Paths.areForPrograms(request)) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"cloister\"");
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    var signIn = "/sign-in" + next(request);
    if ("true".equals(request.getHeader("HX-Request"))) {
      response.setHeader("HX-Redirect", signIn);
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    } else {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader(HttpHeaders.LOCATION, signIn);
    }
  }

  private static String next(HttpServletRequest request) {
    var path = request.getRequestURI();
    if (!"GET".equals(request.getMethod()) || path.equals("/")) {
      return "";
    }
    var query = request.getQueryString();
    var next = UriUtils.encode(query == null ? path : path + "?" + query, StandardCharsets.UTF_8);
    return next.length() > LONGEST ? "" : "?next=" + next;
  }
}
