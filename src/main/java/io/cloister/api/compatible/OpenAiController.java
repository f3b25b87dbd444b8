package io.cloister.api.compatible;

import io.cloister.identity.CurrentActor;
import io.cloister.models.relay.RelayRequest.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

/** For programs made for OpenAI. */
@RestController
class OpenAiController {

  private static final String MODELS = "/v1/models/";

  private final Passing passing;
  private final ModelNames names;
  private final CurrentActor actor;

  OpenAiController(Passing passing, ModelNames names, CurrentActor actor) {
    this.passing = passing;
    this.names = names;
    this.actor = actor;
  }

  /** The models that the caller may use, in the shape of Anthropic for its clients. */
  @GetMapping(path = "/v1/models", produces = MediaType.APPLICATION_JSON_VALUE)
  JsonNode models(HttpServletRequest request) {
    return names.list(Envelope.dialect(request), actor.get());
  }

  @GetMapping(path = "/v1/models/{connection}/{model}", produces = MediaType.APPLICATION_JSON_VALUE)
  JsonNode model(HttpServletRequest request) {
    return named(request);
  }

  /** The same with the slash of the name escaped, or of a tier. */
  @GetMapping(path = "/v1/models/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  JsonNode modelById(HttpServletRequest request) {
    return named(request);
  }

  private JsonNode named(HttpServletRequest request) {
    var name =
        UriUtils.decode(request.getRequestURI().substring(MODELS.length()), StandardCharsets.UTF_8);
    return names
        .find(name, Envelope.dialect(request), actor.get())
        .orElseThrow(() -> new Malformed(Fault.unknownModel(name)));
  }

  @PostMapping("/v1/chat/completions")
  @RequestBody(content = @Content(schema = @Schema(type = "object")))
  void chat(HttpServletRequest request, HttpServletResponse response) throws IOException {
    passing.serve(Operation.CHAT, request, response);
  }

  @PostMapping("/v1/embeddings")
  @RequestBody(content = @Content(schema = @Schema(type = "object")))
  void embeddings(HttpServletRequest request, HttpServletResponse response) throws IOException {
    passing.serve(Operation.EMBEDDINGS, request, response);
  }

  /** OpenAI's newer dialect is not spoken; clients that can speak both then use the older. */
  @PostMapping("/v1/responses")
  void responses() {
    throw new Malformed(
        Fault.ofStatus(
            404, "The Responses API is not spoken here; use POST /v1/chat/completions."));
  }
}
