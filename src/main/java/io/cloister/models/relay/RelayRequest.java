package io.cloister.models.relay;

import io.cloister.models.ModelFunction;
import org.springframework.modulith.NamedInterface;
import tools.jackson.databind.node.ObjectNode;

/**
 * What another program asks a model, as it wrote it.
 *
 * @param model {@code connection/model} or a tier
 * @param body as the program's dialect has it; not changed
 * @param betas what the program wants of Anthropic's dialect beyond the usual; empty for nothing
 */
@NamedInterface("relay")
public record RelayRequest(
    Dialect dialect, Operation operation, String model, ObjectNode body, String betas) {

  /** In whose words. */
  public enum Dialect {
    OPENAI,
    ANTHROPIC
  }

  /** What for. */
  public enum Operation {
    CHAT,
    EMBEDDINGS,
    /** How many tokens a prompt has; no reply is wanted. */
    COUNT_TOKENS
  }

  public boolean isStreamed() {
    return operation == Operation.CHAT && body.path("stream").asBoolean(false);
  }

  /** The longest reply wanted; {@code otherwise} if nothing is said of it. */
  public int maxTokens(int otherwise) {
    return switch (operation) {
      case CHAT ->
          body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(otherwise));
      case EMBEDDINGS, COUNT_TOKENS -> 0;
    };
  }

  /** The last words of a person in it, as far as they are plain text. */
  public String question() {
    var said = "";
    for (var message : body.path("messages")) {
      if (message.path("role").asString("").equals("user")) {
        said = message.path("content").asString("");
      }
    }
    return said;
  }

  public ModelFunction function() {
    return operation == Operation.EMBEDDINGS ? ModelFunction.EMBED : ModelFunction.CHAT;
  }
}
