package io.cloister.api.compatible;

import io.cloister.models.relay.RelayRequest.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** For programs made for Anthropic. */
@RestController
class AnthropicController {

  private final Passing passing;

  AnthropicController(Passing passing) {
    this.passing = passing;
  }

  @PostMapping("/v1/messages")
  @RequestBody(content = @Content(schema = @Schema(type = "object")))
  void messages(HttpServletRequest request, HttpServletResponse response) throws IOException {
    passing.serve(Operation.CHAT, request, response);
  }

  @PostMapping("/v1/messages/count_tokens")
  @RequestBody(content = @Content(schema = @Schema(type = "object")))
  void count(HttpServletRequest request, HttpServletResponse response) throws IOException {
    passing.serve(Operation.COUNT_TOKENS, request, response);
  }
}
