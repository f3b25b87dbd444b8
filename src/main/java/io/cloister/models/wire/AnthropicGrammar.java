package io.cloister.models.wire;

import io.cloister.models.wire.Heard.Finish;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Anthropic's Messages. A shape is asked for by its structured outputs; where a model has none, as
 * the only tool, which it must call with the reply.
 */
final class AnthropicGrammar implements Grammar {

  private static final String VERSION = "2023-06-01";
  private static final String REPLY = "reply";
  private static final Grammar OPENAI = new OpenAiGrammar(OpenAiGrammar.Variant.COMPATIBLE);

  @Override
  public Ask models(Endpoint endpoint) {
    return Ask.get(endpoint.at("/models?limit=1000"), headers(endpoint));
  }

  @Override
  public List<ListedModel> listed(JsonNode answer) {
    var models = new ArrayList<ListedModel>();
    for (var model : answer.path("data")) {
      var name = model.path("id").asString("");
      if (ListedModel.isName(name)) {
        var context = ListedModel.tokens(model, "max_input_tokens", "context_window");
        models.add(new ListedModel(name, ListedModel.kindsOf(name), context));
      }
    }
    return models;
  }

  @Override
  public Ask chat(Endpoint endpoint, Prompt prompt, boolean streamed) {
    var body = new LinkedHashMap<String, Object>();
    body.put("model", prompt.model());
    body.put("max_tokens", prompt.maxTokens());
    if (prompt.manner().steady()) {
      body.put("temperature", 0);
    }
    var system = Shapes.system(prompt, prompt.shape() == Manner.Shape.WORDS);
    if (!system.isBlank()) {
      body.put("system", system);
    }
    body.put("messages", List.of(Map.of("role", "user", "content", content(prompt))));
    var schema = prompt.schema();
    if (schema != null) {
      switch (prompt.manner().shape()) {
        case SCHEMA ->
            body.put(
                "output_config",
                Map.of("format", Map.of("type", "json_schema", "schema", Shapes.plain(schema))));
        case JSON -> {
          body.put("tools", List.of(tool(REPLY, "Takes the reply.", schema)));
          body.put("tool_choice", Map.of("type", "tool", "name", REPLY));
        }
        case WORDS -> {}
      }
    }
    var tool = prompt.tool();
    if (tool != null) {
      body.put("tools", List.of(tool(tool.name(), tool.description(), tool.parameters())));
    }
    if (streamed) {
      body.put("stream", true);
    }
    return new Ask(endpoint.at("/messages"), headers(endpoint), body);
  }

  private static Map<String, Object> tool(
      String name, String description, Map<String, Object> parameters) {
    return Map.of("name", name, "description", description, "input_schema", parameters);
  }

  private static Object content(Prompt prompt) {
    var picture = prompt.picture();
    if (picture == null) {
      return prompt.user();
    }
    var source =
        Map.of(
            "type", "base64",
            "media_type", "image/png",
            "data", Base64.getEncoder().encodeToString(picture));
    return List.of(
        Map.of("type", "image", "source", source), Map.of("type", "text", "text", prompt.user()));
  }

  private static Map<String, String> headers(Endpoint endpoint) {
    var headers = Ask.headers(endpoint, "x-api-key", endpoint.key());
    headers.putIfAbsent("anthropic-version", VERSION);
    return headers;
  }

  @Override
  public void read(JsonNode said, Heard heard) {
    switch (said.path("type").asString("")) {
      case "message" -> {
        heard.recognise();
        int index = 0;
        for (var block : said.path("content")) {
          begun(block, index, heard);
          if (heard.called(index).equals(REPLY)) {
            heard.text(block.path("input").toString());
          } else if (block.has("input")) {
            heard.call(index, "", block.path("input").toString());
          }
          index++;
        }
        usage(said.path("usage"), heard);
        finish(said.path("stop_reason").asString(""), heard);
      }
      case "message_start" -> {
        heard.recognise();
        usage(said.path("message").path("usage"), heard);
      }
      case "content_block_start" ->
          begun(said.path("content_block"), said.path("index").asInt(0), heard);
      case "content_block_delta" -> added(said.path("delta"), said.path("index").asInt(0), heard);
      case "message_delta" -> {
        usage(said.path("usage"), heard);
        finish(said.path("delta").path("stop_reason").asString(""), heard);
      }
      case "message_stop" -> heard.end();
      default -> {}
    }
  }

  private static void begun(JsonNode block, int index, Heard heard) {
    switch (block.path("type").asString("")) {
      case "text" -> heard.text(block.path("text").asString(""));
      case "thinking", "redacted_thinking" -> heard.thought("thinking");
      case "tool_use" -> heard.call(index, block.path("name").asString(""), "");
      default -> {}
    }
  }

  private static void added(JsonNode delta, int index, Heard heard) {
    switch (delta.path("type").asString("")) {
      case "text_delta" -> heard.text(delta.path("text").asString(""));
      case "input_json_delta" -> {
        var piece = delta.path("partial_json").asString("");
        if (heard.called(index).equals(REPLY)) {
          heard.text(piece);
        } else {
          heard.call(index, "", piece);
        }
      }
      default -> {}
    }
  }

  /** What was read from or written to its cache is input like any other. */
  private static void usage(JsonNode usage, Heard heard) {
    heard.tokens(
        usage.path("input_tokens").asInt(0)
            + usage.path("cache_read_input_tokens").asInt(0)
            + usage.path("cache_creation_input_tokens").asInt(0),
        usage.path("output_tokens").asInt(0));
  }

  private static void finish(String reason, Heard heard) {
    switch (reason) {
      case "" -> {}
      case "max_tokens", "model_context_window_exceeded" -> heard.finish(Finish.LENGTH);
      case "refusal" -> heard.finish(Finish.DECLINED);
      default -> heard.finish(Finish.END);
    }
  }

  /** Anthropic serves none; servers that speak its dialect keep OpenAI's beside it. */
  @Override
  public Ask embed(Endpoint endpoint, String model, List<String> texts) {
    return new Ask(
        endpoint.at("/embeddings"), headers(endpoint), Map.of("model", model, "input", texts));
  }

  @Override
  public Embedded embedded(JsonNode answer) {
    return OPENAI.embedded(answer);
  }

  @Override
  public Ask relayed(Endpoint endpoint, String path, String model) {
    return Ask.get(endpoint.at(path), headers(endpoint));
  }
}
