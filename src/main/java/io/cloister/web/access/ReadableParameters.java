package io.cloister.web.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Turns a request away of which the parameters cannot be read: what is not UTF-8, and what is more
 * than is taken. Whoever looks at them later need not expect that. The parts of an upload are not
 * touched.
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
    if (areReadable(request)) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    }
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
