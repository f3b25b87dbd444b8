package io.cloister.api.compatible;

import io.cloister.api.limits.BodyTooLarge;
import io.cloister.models.EmbedderUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Whatever goes wrong, in the client's dialect. */
@RestControllerAdvice("io.cloister.api.compatible")
@Order(Ordered.HIGHEST_PRECEDENCE)
class CompatibleErrors {

  private static final Logger LOG = LoggerFactory.getLogger(CompatibleErrors.class);

  private final Envelope envelope;

  CompatibleErrors(Envelope envelope) {
    this.envelope = envelope;
  }

  @ExceptionHandler
  void malformed(Malformed e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    envelope.write(e.fault(), request, response);
  }

  @ExceptionHandler
  void unavailable(EmbedderUnavailable e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    envelope.write(
        Fault.overloaded(String.valueOf(e.getMessage()), Duration.ofSeconds(30)),
        request,
        response);
  }

  @ExceptionHandler
  void tooLarge(BodyTooLarge e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    envelope.write(Fault.ofStatus(413, String.valueOf(e.getMessage())), request, response);
  }

  /** The client has gone away: nobody is left to answer. */
  @ExceptionHandler
  void gone(IOException e) {
    LOG.debug("The client has gone away", e);
  }

  @ExceptionHandler
  void unexpected(Exception e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    LOG.error("A program's call failed unexpectedly", e);
    var fault = Fault.ofStatus(500, "The server could not finish this; its log says more.");
    if (!response.isCommitted()) {
      envelope.write(fault, request, response);
    } else if (String.valueOf(response.getContentType()).startsWith("text/event-stream")) {
      response.getOutputStream().write(envelope.event(fault, request));
    }
  }
}
