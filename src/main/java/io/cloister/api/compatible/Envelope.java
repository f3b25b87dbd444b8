package io.cloister.api.compatible;

import io.cloister.models.relay.RelayRequest.Dialect;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells faults as each dialect's clients expect them. */
@Component
final class Envelope {

  private static final String ID = Envelope.class.getName() + ".id";

  private final JsonMapper json;

  Envelope(JsonMapper json) {
    this.json = json;
  }

  /** Whose client is asking; where both have an address, Anthropic's names its version. */
  static Dialect dialect(HttpServletRequest request) {
    var path = request.getRequestURI();
    return path.startsWith("/v1/messages")
            || (path.startsWith("/v1/models") && request.getHeader("anthropic-version") != null)
        ? Dialect.ANTHROPIC
        : Dialect.OPENAI;
  }

  /** Gives the request an id, which the answer bears. */
  static void identify(HttpServletRequest request, HttpServletResponse response) {
    var id = "req_" + UUID.randomUUID().toString().replace("-", "");
    request.setAttribute(ID, id);
    response.setHeader("x-request-id", id);
    response.setHeader("request-id", id);
  }

  void write(Fault fault, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(fault.status(dialect(request)));
    if (fault.retryAfter() != null) {
      response.setHeader(
          "Retry-After", String.valueOf(Math.max(1, fault.retryAfter().toSeconds())));
    }
    if (fault.isFinal()) {
      response.setHeader("x-should-retry", "false");
    }
    if (fault.status() == 401) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"cloister\"");
    }
    response.setContentType("application/json");
    response.getOutputStream().write(json.writeValueAsBytes(shape(fault, request)));
  }

  /** The last event of a stream that broke off. */
  byte[] event(Fault fault, HttpServletRequest request) {
    var data = json.writeValueAsString(shape(fault, request));
    var event = dialect(request) == Dialect.ANTHROPIC ? "event: error\n" : "";
    return ("\n\n" + event + "data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode shape(Fault fault, HttpServletRequest request) {
    var shape = json.createObjectNode();
    if (dialect(request) == Dialect.ANTHROPIC) {
      shape.put("type", "error");
      var error = shape.putObject("error");
      error.put("type", fault.anthropicType()).put("message", fault.message());
      if (fault.code() != null && fault.code().startsWith("thread_")) {
        error.putObject("details").put("error_code", fault.code());
      }
      shape.put("request_id", String.valueOf(request.getAttribute(ID)));
    } else {
      shape
          .putObject("error")
          .put("message", fault.message())
          .put("type", fault.openAiType())
          .putNull("param")
          .put("code", fault.code());
    }
    return shape;
  }
}
