package io.cloister.models.relay;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a chat request of Anthropic's dialect in OpenAI's. */
public final class OpenAiAsked {

  // an endpoint's own past thoughts, of no meaning to any other
  private static final Set<String> THOUGHTS = Set.of("thinking", "redacted_thinking");

  private final JsonMapper json;

  public OpenAiAsked(JsonMapper json) {
    this.json = json;
  }

  /**
   * @throws Untranslatable if there is something that must not be left out and cannot be said
   */
  public ObjectNode of(ObjectNode asked) {
    refuse(!asked.path("mcp_servers").isEmpty(), "mcp_servers");
    refuse(asked.hasNonNull("container"), "container");
    var request = json.createObjectNode();
    request.set("model", asked.path("model"));
    var messages = request.putArray("messages");
    system(asked.path("system"), messages);
    for (var message : asked.path("messages")) {
      var content = message.path("content");
      if (message.path("role").asString("").equals("assistant")) {
        said(content, messages);
      } else {
        heard(content, messages);
      }
    }
    copy(asked, "max_tokens", request, "max_tokens");
    copy(asked, "temperature", request, "temperature");
    copy(asked, "top_p", request, "top_p");
    copy(asked, "stop_sequences", request, "stop");
    copy(asked, "stream", request, "stream");
    if (asked.path("metadata").path("user_id").isString()) {
      request.set("user", asked.path("metadata").path("user_id"));
    }
    tools(asked, request);
    var format = asked.path("output_config").path("format");
    format(format.isMissingNode() ? asked.path("output_format") : format, request);
    return request;
  }

  private static void copy(JsonNode from, String name, ObjectNode to, String other) {
    if (from.hasNonNull(name)) {
      to.set(other, from.path(name));
    }
  }

  private static void format(JsonNode format, ObjectNode request) {
    if (!format.isObject()) {
      return;
    }
    var type = format.path("type").asString("");
    refuse(!type.equals("json_schema"), "the output format " + type);
    var wanted = request.putObject("response_format").put("type", "json_schema");
    wanted
        .putObject("json_schema")
        .put("name", "reply")
        .put("strict", true)
        .set("schema", format.path("schema"));
  }

  // --- messages -----------------------------------------------------------------------------

  private static void system(JsonNode system, ArrayNode messages) {
    var text = text(system);
    if (!text.isEmpty()) {
      messages.addObject().put("role", "system").put("content", text);
    }
  }

  /** All text of a string or of blocks of text. */
  private static String text(JsonNode content) {
    if (!content.isArray()) {
      return content.asString("");
    }
    var text = new StringBuilder();
    for (var block : content) {
      var type = block.path("type").asString("");
      refuse(!type.equals("text"), "content of the type " + type);
      text.append(text.isEmpty() ? "" : "\n\n").append(block.path("text").asString(""));
    }
    return text.toString();
  }

  private void heard(JsonNode content, ArrayNode messages) {
    if (content.isString()) {
      messages.addObject().put("role", "user").set("content", content);
      return;
    }
    var parts = json.createArrayNode();
    for (var block : content) {
      var type = block.path("type").asString("");
      switch (type) {
        case "text" -> parts.addObject().put("type", "text").set("text", block.path("text"));
        case "image" ->
            parts
                .addObject()
                .put("type", "image_url")
                .putObject("image_url")
                .put("url", url(block.path("source")));
        // the answers to calls come before anything else that is said
        case "tool_result" ->
            messages
                .addObject()
                .put("role", "tool")
                .put("tool_call_id", block.path("tool_use_id").asString(""))
                .put("content", text(block.path("content")));
        default -> throw new Untranslatable("content of the type " + type);
      }
    }
    if (!parts.isEmpty()) {
      messages.addObject().put("role", "user").set("content", parts);
    }
  }

  private static String url(JsonNode source) {
    return switch (source.path("type").asString("")) {
      case "base64" ->
          "data:%s;base64,%s"
              .formatted(source.path("media_type").asString(""), source.path("data").asString(""));
      case "url" -> source.path("url").asString("");
      default ->
          throw new Untranslatable("an image of the source " + source.path("type").asString(""));
    };
  }

  private void said(JsonNode content, ArrayNode messages) {
    var message = json.createObjectNode().put("role", "assistant");
    if (content.isString()) {
      message.set("content", content);
      messages.add(message);
      return;
    }
    var text = new StringBuilder();
    var calls = json.createArrayNode();
    for (var block : content) {
      var type = block.path("type").asString("");
      switch (type) {
        case "text" -> text.append(block.path("text").asString(""));
        case "tool_use" -> {
          var call = calls.addObject();
          call.set("id", block.path("id"));
          call.put("type", "function")
              .putObject("function")
              .put("name", block.path("name").asString(""))
              .put("arguments", block.path("input").toString());
        }
        default -> refuse(!THOUGHTS.contains(type), "content of the type " + type);
      }
    }
    if (text.isEmpty() && !calls.isEmpty()) {
      message.putNull("content");
    } else {
      message.put("content", text.toString());
    }
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
    messages.add(message);
  }

  // --- tools --------------------------------------------------------------------------------

  private static void tools(JsonNode asked, ObjectNode request) {
    if (asked.path("tools").isEmpty()) {
      return;
    }
    var tools = request.putArray("tools");
    for (var tool : asked.path("tools")) {
      var type = tool.path("type").asString("custom");
      refuse(!type.equals("custom"), "the tool " + type);
      var function = tools.addObject().put("type", "function").putObject("function");
      function.set("name", tool.path("name"));
      copy(tool, "description", function, "description");
      copy(tool, "input_schema", function, "parameters");
    }
    var choice = asked.path("tool_choice");
    switch (choice.path("type").asString("auto")) {
      case "any" -> request.put("tool_choice", "required");
      case "none" -> request.put("tool_choice", "none");
      case "tool" -> {
        var named = request.putObject("tool_choice").put("type", "function");
        named.putObject("function").set("name", choice.path("name"));
      }
      default -> request.put("tool_choice", "auto");
    }
    if (choice.path("disable_parallel_tool_use").asBoolean(false)) {
      request.put("parallel_tool_calls", false);
    }
  }

  private static void refuse(boolean is, String what) {
    if (is) {
      throw new Untranslatable(what);
    }
  }
}
