package io.cloister.models.relay;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a chat request of OpenAI's dialect in Anthropic's. */
public final class AnthropicAsked {

  private final JsonMapper json;
  private final int maxTokens;

  /**
   * @param maxTokens of a reply whose request sets no limit; Anthropic's dialect must have one
   */
  public AnthropicAsked(JsonMapper json, int maxTokens) {
    this.json = json;
    this.maxTokens = maxTokens;
  }

  /**
   * @throws Untranslatable if there is something that must not be left out and cannot be said
   */
  public ObjectNode of(ObjectNode asked) {
    refuse(asked.path("n").asInt(1) > 1, "n greater than 1");
    refuse(asked.path("functions").isArray(), "functions (use tools)");
    refuse(asked.path("modalities").toString().contains("audio"), "audio");
    var request = json.createObjectNode();
    request.set("model", asked.path("model"));
    request.put(
        "max_tokens",
        asked.path("max_completion_tokens").asInt(asked.path("max_tokens").asInt(maxTokens)));
    messages(asked.path("messages"), request);
    tools(asked, request);
    if (asked.path("temperature").isNumber()) {
      request.put("temperature", Math.min(1, asked.path("temperature").asDouble(1)));
    }
    if (asked.path("top_p").isNumber()) {
      request.set("top_p", asked.path("top_p"));
    }
    var stop = asked.path("stop");
    if (stop.isString()) {
      request.putArray("stop_sequences").add(stop);
    } else if (stop.isArray() && !stop.isEmpty()) {
      request.set("stop_sequences", stop);
    }
    if (asked.path("user").isString()) {
      request.putObject("metadata").set("user_id", asked.path("user"));
    }
    if (asked.path("stream").asBoolean(false)) {
      request.put("stream", true);
    }
    format(asked.path("response_format"), request);
    return request;
  }

  private static void format(JsonNode format, ObjectNode request) {
    switch (format.path("type").asString("text")) {
      case "text" -> {
        // as usual
      }
      case "json_schema" -> {
        var wanted = request.putObject("output_config").putObject("format");
        wanted.put("type", "json_schema");
        wanted.set("schema", format.path("json_schema").path("schema"));
      }
      default ->
          throw new Untranslatable(
              "response_format " + format.path("type").asString("") + " (use json_schema)");
    }
  }

  // --- messages -----------------------------------------------------------------------------

  private void messages(JsonNode asked, ObjectNode request) {
    var system = json.createArrayNode();
    var messages = json.createArrayNode();
    for (var message : asked) {
      switch (message.path("role").asString("")) {
        case "system", "developer" -> system.addAll(blocks(message.path("content")));
        case "user" -> add("user", blocks(message.path("content")), messages);
        case "assistant" -> add("assistant", said(message), messages);
        case "tool" -> add("user", result(message), messages);
        default -> throw new Untranslatable("the role " + message.path("role").asString(""));
      }
    }
    if (!system.isEmpty()) {
      request.set("system", system);
    }
    request.set("messages", messages);
  }

  /** Results of several tools belong into one message. */
  private static void add(String role, ArrayNode content, ArrayNode messages) {
    if (content.isEmpty()) {
      return;
    }
    if (!messages.isEmpty()
        && messages.get(messages.size() - 1) instanceof ObjectNode last
        && last.path("role").asString("").equals(role)
        && last.get("content") instanceof ArrayNode before) {
      before.addAll(content);
      return;
    }
    var message = messages.addObject();
    message.put("role", role);
    message.set("content", content);
  }

  private ArrayNode blocks(JsonNode content) {
    var blocks = json.createArrayNode();
    if (content.isString()) {
      text(content.asString(""), blocks);
      return blocks;
    }
    for (var part : content) {
      switch (part.path("type").asString("")) {
        case "text" -> text(part.path("text").asString(""), blocks);
        case "refusal" -> text(part.path("refusal").asString(""), blocks);
        case "image_url" -> picture(part.path("image_url").path("url").asString(""), blocks);
        default ->
            throw new Untranslatable("content of the type " + part.path("type").asString(""));
      }
    }
    return blocks;
  }

  private static void text(String text, ArrayNode blocks) {
    if (!text.isEmpty()) {
      blocks.addObject().put("type", "text").put("text", text);
    }
  }

  private static void picture(String url, ArrayNode blocks) {
    var source = blocks.addObject().put("type", "image").putObject("source");
    int comma = url.indexOf(',');
    if (url.startsWith("data:") && comma > 0) {
      var head = url.substring("data:".length(), comma);
      refuse(!head.endsWith(";base64"), "a data URL that is not base64");
      source.put("type", "base64");
      source.put("media_type", head.substring(0, head.length() - ";base64".length()));
      source.put("data", url.substring(comma + 1));
    } else {
      source.put("type", "url").put("url", url);
    }
  }

  private ArrayNode said(JsonNode message) {
    var blocks = blocks(message.path("content"));
    for (var call : message.path("tool_calls")) {
      refuse(!call.path("type").asString("function").equals("function"), "custom tools");
      var use = blocks.addObject().put("type", "tool_use");
      use.set("id", call.path("id"));
      use.set("name", call.path("function").path("name"));
      use.set("input", arguments(call.path("function").path("arguments").asString("")));
    }
    return blocks;
  }

  private JsonNode arguments(String text) {
    var read = object(text.isBlank() ? "{}" : text);
    if (read == null) {
      throw new Untranslatable("a tool call whose arguments are no JSON object");
    }
    return read;
  }

  private @Nullable JsonNode object(String text) {
    try {
      var read = json.readTree(text);
      return read.isObject() ? read : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private ArrayNode result(JsonNode message) {
    var content = json.createArrayNode();
    var result = content.addObject().put("type", "tool_result");
    result.set("tool_use_id", message.path("tool_call_id"));
    var blocks = blocks(message.path("content"));
    if (!blocks.isEmpty()) {
      result.set("content", blocks);
    }
    return content;
  }

  // --- tools --------------------------------------------------------------------------------

  private void tools(JsonNode asked, ObjectNode request) {
    if (asked.path("tools").isEmpty()) {
      return;
    }
    var tools = request.putArray("tools");
    for (var tool : asked.path("tools")) {
      refuse(!tool.path("type").asString("function").equals("function"), "tools but functions");
      var function = tool.path("function");
      var mapped = tools.addObject();
      mapped.set("name", function.path("name"));
      if (function.path("description").isString()) {
        mapped.set("description", function.path("description"));
      }
      mapped.set(
          "input_schema",
          function.path("parameters").isObject()
              ? function.path("parameters")
              : json.createObjectNode().put("type", "object"));
    }
    var choice = json.createObjectNode();
    var wanted = asked.path("tool_choice");
    if (wanted.isObject()) {
      choice.put("type", "tool").set("name", wanted.path("function").path("name"));
    } else {
      choice.put(
          "type",
          switch (wanted.asString("auto")) {
            case "required" -> "any";
            case "none" -> "none";
            default -> "auto";
          });
    }
    if (!asked.path("parallel_tool_calls").asBoolean(true)
        && !choice.path("type").asString("").equals("none")) {
      choice.put("disable_parallel_tool_use", true);
    }
    request.set("tool_choice", choice);
  }

  private static void refuse(boolean is, String what) {
    if (is) {
      throw new Untranslatable(what);
    }
  }
}
