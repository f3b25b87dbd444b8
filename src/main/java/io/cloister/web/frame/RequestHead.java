package io.cloister.web.frame;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.http.HttpStatus;

/**
 * How a request begins, be it that Tomcat gave up reading it before it knew its address.
 *
 * @param path without the query; empty if not even that was there
 * @param isLineTooLong whether the address alone is longer than the head of a request may be
 * @param isTooLong whether the head, all before the body, is longer than it may be
 */
record RequestHead(String method, String path, boolean isLineTooLong, boolean isTooLong) {

  /** What Tomcat calls malformed is told for what it is where it is too long. */
  int status(int said) {
    if (!isTooLong) {
      return said;
    }
    return isLineTooLong
        ? HttpServletResponse.SC_REQUEST_URI_TOO_LONG
        : HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.value();
  }

  static RequestHead of(Request request) {
    var head = read(request);
    var line = head.lines().findFirst().orElse("");
    var words = line.split(" ", 3);
    var known = request.getRequestURI();
    var path = known != null || words.length < 2 ? known : words[1].split("[?]", 2)[0];
    int most = most(request);
    boolean isFull = head.length() >= most;
    return new RequestHead(
        words[0],
        path == null ? "" : path,
        isFull && line.length() >= most,
        isFull && !head.contains("\r\n\r\n") && !head.contains("\n\n"));
  }

  /** As much of it as Tomcat holds and may be its head. */
  private static String read(Request request) {
    if (request.getCoyoteRequest().getInputBuffer() instanceof ApplicationBufferHandler handler) {
      var bytes = handler.getByteBuffer();
      int end = Math.min(bytes.limit(), most(request));
      return new String(bytes.array(), bytes.arrayOffset(), end, StandardCharsets.ISO_8859_1);
    }
    return "";
  }

  private static int most(Request request) {
    return request.getConnector().getProtocolHandler() instanceof AbstractHttp11Protocol<?> http
        ? http.getMaxHttpRequestHeaderSize()
        : Integer.MAX_VALUE;
  }
}
