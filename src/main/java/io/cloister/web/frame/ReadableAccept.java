package io.cloister.web.frame;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Passes over an {@code Accept} that cannot be read, as RFC 9110, 12.5.1, lets a server do: whoever
 * looks at it later would find no answer, not even that of an error.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ReadableAccept extends OncePerRequestFilter {

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(isReadable(request) ? request : new Unsaid(request), response);
  }

  private static boolean isReadable(HttpServletRequest request) {
    try {
      MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
      return true;
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  /** The same without the header. */
  private static final class Unsaid extends HttpServletRequestWrapper {

    Unsaid(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return isIt(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      return isIt(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.enumeration(
          Collections.list(super.getHeaderNames()).stream().filter(name -> !isIt(name)).toList());
    }

    private static boolean isIt(String name) {
      return HttpHeaders.ACCEPT.equalsIgnoreCase(name);
    }
  }
}
