package io.cloister.api.limits;

import io.cloister.api.Problems;
import io.cloister.egress.LimitedStream;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a body that is longer than a call may send, also one that does not say how long it is.
 * Uploads and imports are not held in memory and have limits of their own.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

  private final DataSize most;
  private final Problems problems;

  BodyLimitFilter(DataSize most, Problems problems) {
    this.most = most;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    var type = request.getContentType();
    return type != null
        && (type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE)
            || type.startsWith("application/offset+octet-stream")
            || type.startsWith("application/x-ndjson")
            || type.startsWith("application/zip"));
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      if (request.getContentLengthLong() > most.toBytes()) {
        throw new BodyTooLarge(most);
      }
      chain.doFilter(new Limited(request, most), response);
    } catch (BodyTooLarge e) {
      problems.write(e.problem(), request, response);
    }
  }

  private static final class Limited extends RereadRequest {

    private final DataSize most;

    Limited(HttpServletRequest request, DataSize most) {
      super(request);
      this.most = most;
    }

    @Override
    InputStream body() throws IOException {
      return new LimitedStream(
          getRequest().getInputStream(),
          most.toBytes(),
          () -> {
            throw new BodyTooLarge(most);
          });
    }
  }
}
