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
 * Passes over what of a request is not understood, as RFC 9110 has it: an {@code Accept} that
 * cannot be read (12.5.1), since whoever looks at it later would find no answer, not even that of
 * an error; and a {@code Range} in anything but bytes (14.2), for which all is sent.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnderstoodHeaders extends OncePerRequestFilter {

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var given = isReadable(request) ? request : new Without(HttpHeaders.ACCEPT, request);
    var range = request.getHeader(HttpHeaders.RANGE);
    boolean isUnderstood = range == null || range.startsWith("bytes=");
    chain.doFilter(isUnderstood ? given : new Without(HttpHeaders.RANGE, given), response);
  }

  private static boolean isReadable(HttpServletRequest request) {
    try {
      MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
      return true;
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  /** The same without a header. */
  private static final class Without extends HttpServletRequestWrapper {

    private final String header;

    Without(String header, HttpServletRequest request) {
      super(request);
      this.header = header;
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

    private boolean isIt(String name) {
      return header.equalsIgnoreCase(name);
    }
  }
}
