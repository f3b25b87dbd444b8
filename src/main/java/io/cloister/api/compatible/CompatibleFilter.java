package io.cloister.api.compatible;

import io.cloister.api.OwnProblems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before everything else below {@code /v1}: gives each request an id, answers the questions
 * of browsers, and tells whatever is refused further in, by whomever, in the client's dialect.
 */
final class CompatibleFilter extends OncePerRequestFilter {

  private static final String EXPOSED = "x-request-id, request-id, retry-after, x-should-retry";

  private final Set<String> origins;
  private final Envelope envelope;

  CompatibleFilter(Set<String> origins, Envelope envelope) {
    this.origins = origins;
    this.envelope = envelope;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Envelope.identify(request, response);
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null) {
      response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
      boolean known = origins.contains(origin);
      if (known) {
        response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
      }
      if (isAsking(request)) {
        answer(request, response, known);
        return;
      }
    }
    chain.doFilter(request, new Telling(request, response));
  }

  /** Whether a browser only asks what it may. */
  private static boolean isAsking(HttpServletRequest request) {
    return "OPTIONS".equals(request.getMethod())
        && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
  }

  private static void answer(
      HttpServletRequest request, HttpServletResponse response, boolean known) {
    if (!known) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      return;
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
    var headers = request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    if (headers != null) {
      response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, headers);
    }
    response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "7200");
  }

  /** Tells refusals in the client's dialect. */
  private final class Telling extends HttpServletResponseWrapper implements OwnProblems {

    private final HttpServletRequest request;

    Telling(HttpServletRequest request, HttpServletResponse response) {
      super(response);
      this.request = request;
    }

    @Override
    public void sendError(int status) throws IOException {
      sendError(status, null);
    }

    @Override
    public void sendError(int status, @Nullable String ignored) throws IOException {
      write(status, message(status));
    }

    @Override
    public void write(ProblemDetail problem) throws IOException {
      var detail = problem.getDetail();
      write(problem.getStatus(), detail == null ? message(problem.getStatus()) : detail);
    }

    private void write(int status, String message) throws IOException {
      resetBuffer();
      envelope.write(Fault.ofStatus(status, message), request, this);
      flushBuffer();
    }

    private String message(int status) {
      return switch (status) {
        case 401 ->
            "Send an API token of Cloister, as 'Authorization: Bearer …' or 'x-api-key: …'.";
        case 404 -> "There is nothing at %s %s.".formatted(request.getMethod(), path());
        default -> {
          var known = HttpStatus.resolve(status);
          yield known == null ? "It failed." : known.getReasonPhrase() + ".";
        }
      };
    }

    private String path() {
      return request.getRequestURI();
    }
  }
}
