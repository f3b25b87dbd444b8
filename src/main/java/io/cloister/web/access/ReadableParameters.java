package io.cloister.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns a request away of which the parameters cannot be read: what is not UTF-8, what is more than
 * is taken, and what is of no certain type. Whoever looks at them later need not expect that. The
 * parts of an upload are not touched.
 */
final class ReadableParameters extends OncePerRequestFilter {

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return UploadGate.isOf(request, "multipart/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isOfAnyType(request)) {
      response.sendError(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
    } else if (areReadable(request)) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    }
  }

  /** What a body is, nobody can tell of one that is said to be of any type. */
  private static boolean isOfAnyType(HttpServletRequest request) {
    var type = request.getContentType();
    return type != null && type.split(";", 2)[0].contains("*");
  }

  // as the Servlet specification has it: an IllegalStateException where they cannot be read
  private static boolean areReadable(HttpServletRequest request) {
    try {
      return request.getParameterMap() != null;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
