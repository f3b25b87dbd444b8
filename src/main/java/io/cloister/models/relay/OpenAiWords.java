package io.cloister.models.relay;

import io.cloister.models.wire.Dialect;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What differs among those who speak OpenAI's dialect: how the limit of a reply is called, whether
 * a stream is counted when asked, whether {@code developer} is a role. Learned from what a model
 * refuses. Safe for concurrent use.
 */
public final class OpenAiWords {

  /**
   * @param completionTokens whether the limit is called {@code max_completion_tokens}
   * @param countsStreams whether it may be asked to count a stream
   */
  public record Manner(boolean completionTokens, boolean countsStreams) {

    /** Another manner if it was this one that was refused. */
    public Optional<Manner> after(String refusal) {
      if (!completionTokens && refusal.contains("max_completion_tokens")) {
        return Optional.of(new Manner(true, countsStreams));
      }
      if (countsStreams && refusal.contains("stream_options")) {
        return Optional.of(new Manner(completionTokens, false));
      }
      return Optional.empty();
    }
  }

  private final Map<String, Manner> learned = new ConcurrentHashMap<>();
  private final JsonMapper json;

  public OpenAiWords(JsonMapper json) {
    this.json = json;
  }

  public Manner of(String model, Dialect endpoint) {
    var known = learned.get(model);
    return known == null ? usual(endpoint) : known;
  }

  private static Manner usual(Dialect endpoint) {
    return switch (endpoint) {
      case OPENAI -> new Manner(true, true);
      // it counts without being asked, and takes the question for an error
      case MISTRAL -> new Manner(false, false);
      case OPENAI_COMPATIBLE, AZURE_OPENAI, GEMINI, OLLAMA, ANTHROPIC -> new Manner(false, true);
    };
  }

  public void learn(String model, Manner manner) {
    learned.put(model, manner);
  }

  /** The same request in this manner; {@code asked} stays as it is. */
  public ObjectNode in(ObjectNode asked, Manner manner) {
    var request = json.createObjectNode();
    request.setAll(asked);
    var limit = request.remove("max_completion_tokens");
    var older = request.remove("max_tokens");
    if (limit == null) {
      limit = older;
    }
    if (limit != null) {
      request.set(manner.completionTokens() ? "max_completion_tokens" : "max_tokens", limit);
    }
    if (request.path("stream").asBoolean(false)) {
      if (manner.countsStreams()) {
        var options = json.createObjectNode();
        if (request.get("stream_options") instanceof ObjectNode wanted) {
          options.setAll(wanted);
        }
        request.set("stream_options", options.put("include_usage", true));
      } else {
        request.remove("stream_options");
      }
    }
    if (request.get("messages") != null) {
      var messages = json.createArrayNode();
      for (var message : request.path("messages")) {
        if (message instanceof ObjectNode said
            && said.path("role").asString("").equals("developer")) {
          var system = json.createObjectNode();
          system.setAll(said);
          messages.add(system.put("role", "system"));
        } else {
          messages.add(message);
        }
      }
      request.set("messages", messages);
    }
    return request;
  }
}
