package io.cloister.models.relay;

import java.time.Clock;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whole replies in either dialect: counted, and written in the other one. */
public final class Replies {

  private final JsonMapper json;
  private final Clock clock;

  public Replies(JsonMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /** Counts a reply in OpenAI's dialect. */
  public void countOpenAi(JsonNode said, Tally tally) {
    if (said.path("usage").isObject()) {
      tally.openAi(said.path("usage"));
    }
    tally.stoppedBy(said.path("choices").path(0).path("finish_reason").asString(""));
  }

  /** Counts a reply in Anthropic's dialect. */
  public void countAnthropic(JsonNode said, Tally tally) {
    tally.anthropic(said.path("usage"));
    tally.stoppedBy(said.path("stop_reason").asString(""));
  }

  /** From Anthropic's dialect to OpenAI's. */
  public ObjectNode openAi(JsonNode said, String model) {
    var reply = json.createObjectNode();
    reply.put("id", "chatcmpl-" + said.path("id").asString(UUID.randomUUID().toString()));
    reply.put("object", "chat.completion");
    reply.put("created", clock.instant().getEpochSecond());
    reply.put("model", model);
    var choice = reply.putArray("choices").addObject().put("index", 0);
    var message = choice.putObject("message").put("role", "assistant");
    var text = new StringBuilder();
    var thought = new StringBuilder();
    var calls = json.createArrayNode();
    for (var block : said.path("content")) {
      switch (block.path("type").asString("")) {
        case "text" -> text.append(block.path("text").asString(""));
        case "thinking" -> thought.append(block.path("thinking").asString(""));
        case "tool_use" -> {
          var call = calls.addObject();
          call.set("id", block.path("id"));
          call.put("type", "function")
              .putObject("function")
              .put("name", block.path("name").asString(""))
              .put("arguments", block.path("input").toString());
        }
        default -> {
          // of no meaning in this dialect
        }
      }
    }
    if (text.isEmpty() && !calls.isEmpty()) {
      message.putNull("content");
    } else {
      message.put("content", text.toString());
    }
    message.putNull("refusal");
    if (!thought.isEmpty()) {
      message.put("reasoning_content", thought.toString());
    }
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
    choice.putNull("logprobs");
    choice.put("finish_reason", Finishes.openAi(said.path("stop_reason").asString("")));
    var tally = new Tally();
    tally.anthropic(said.path("usage"));
    reply.set("usage", usage(tally));
    return reply;
  }

  ObjectNode usage(Tally tally) {
    int input = tally.inputOr(0);
    int output = tally.outputOrEvents();
    return json.createObjectNode()
        .put("prompt_tokens", input)
        .put("completion_tokens", output)
        .put("total_tokens", input + output);
  }

  /** From OpenAI's dialect to Anthropic's. */
  public ObjectNode anthropic(JsonNode said, String model) {
    var choice = said.path("choices").path(0);
    var message = choice.path("message");
    var reply = json.createObjectNode();
    reply.put("id", "msg_" + said.path("id").asString(UUID.randomUUID().toString()));
    reply.put("type", "message").put("role", "assistant").put("model", model);
    var content = reply.putArray("content");
    var text = message.path("content").asString(message.path("refusal").asString(""));
    if (!text.isEmpty()) {
      content.addObject().put("type", "text").put("text", text);
    }
    for (var call : message.path("tool_calls")) {
      var use = content.addObject().put("type", "tool_use");
      use.set("id", call.path("id"));
      use.set("name", call.path("function").path("name"));
      use.set("input", input(call.path("function").path("arguments").asString("")));
    }
    reply.put(
        "stop_reason",
        message.path("tool_calls").isEmpty()
            ? Finishes.anthropic(choice.path("finish_reason").asString(""))
            : "tool_use");
    reply.putNull("stop_sequence");
    var tally = new Tally();
    tally.openAi(said.path("usage"));
    reply
        .putObject("usage")
        .put("input_tokens", tally.inputOr(0))
        .put("output_tokens", tally.outputOrEvents());
    return reply;
  }

  /** Weak models write arguments that are no object; they are shown as they are. */
  private JsonNode input(String arguments) {
    try {
      var read = json.readTree(arguments.isBlank() ? "{}" : arguments);
      if (read.isObject()) {
        return read;
      }
    } catch (JacksonException e) {
      // shown below
    }
    return json.createObjectNode().put("arguments", arguments);
  }
}
