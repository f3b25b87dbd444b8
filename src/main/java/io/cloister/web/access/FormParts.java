package io.cloister.web.access;

import io.cloister.identity.SignedIn;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes in the parts of a browser's form with files, before its token is looked for among them: a
 * form that cannot be read is told why, and a stranger's is not read at all.
 */
final class FormParts extends OncePerRequestFilter {

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    var type = request.getContentType();
    return type == null
        || !type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE)
        || Credentials.areGiven(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!(SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn)) {
      int refused =
          Paths.areForPrograms(request)
              ? HttpServletResponse.SC_UNAUTHORIZED
              : HttpServletResponse.SC_FORBIDDEN;
      response.sendError(refused);
      return;
    }
    int status = HttpServletResponse.SC_OK;
    try {
      request.getParts();
    } catch (IllegalStateException e) { // how the specification says that a limit was passed
      status = HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
    } catch (ServletException | IOException e) {
      status = HttpServletResponse.SC_BAD_REQUEST;
    }
    if (status == HttpServletResponse.SC_OK) {
      chain.doFilter(request, response);
    } else {
      response.setStatus(status);
      request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, status);
      request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, request.getRequestURI());
      request.getRequestDispatcher("/error").forward(new Unread(request), response);
    }
  }

  /** Without the parameters, which would fail again whenever one is asked for. */
  private static final class Unread extends HttpServletRequestWrapper {

    Unread(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getParameter(String name) {
      return null;
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
      return null;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      return Map.of();
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.emptyEnumeration();
    }
  }
}
