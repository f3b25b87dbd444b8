package io.cloister.models.wire;

import io.cloister.models.wire.Heard.Finish;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** OpenAI's Chat Completions, and what others made of it. */
final class OpenAiGrammar implements Grammar {

  /** Who speaks it. */
  enum Variant {
    OPENAI,
    COMPATIBLE,
    AZURE,
    MISTRAL
  }

  // the last dated version of general availability; newer addresses end in /v1 and need none
  private static final String AZURE_VERSION = "api-version=2024-10-21";
  private static final String DEPLOYMENTS = "/openai/deployments/";

  private final Variant variant;

  OpenAiGrammar(Variant variant) {
    this.variant = variant;
  }

  // --- models -------------------------------------------------------------------------------

  @Override
  public Ask models(Endpoint endpoint) {
    if (variant != Variant.AZURE || isVersioned(endpoint)) {
      return Ask.get(endpoint.at("/models"), headers(endpoint));
    }
    return Ask.get(azure(resource(endpoint) + "/openai/models", endpoint), headers(endpoint));
  }

  /** Azure lists what could be deployed, not what is: it tells that the key is right, no names. */
  @Override
  public List<ListedModel> listed(JsonNode answer) {
    var models = new ArrayList<ListedModel>();
    if (variant == Variant.AZURE) {
      return models;
    }
    for (var model : answer.isArray() ? answer : answer.path("data")) {
      var name = model.path("id").asString("");
      if (ListedModel.isName(name)) {
        var price = ListedModel.Price.ofTokens(model.path("pricing"));
        models.add(new ListedModel(name, kinds(name, model), context(model), price));
      }
    }
    return models;
  }

  private static List<String> kinds(String name, JsonNode model) {
    var chats = model.path("capabilities").path("completion_chat");
    return chats.isBoolean() && chats.asBoolean() ? List.of("chat") : ListedModel.kindsOf(name);
  }

  /** Each server names it in its own way; OpenAI's own does not tell. */
  private static @Nullable Integer context(JsonNode model) {
    var said =
        ListedModel.tokens(
            model, "max_model_len", "context_window", "context_length", "max_context_length");
    return said == null ? ListedModel.tokens(model.path("meta"), "n_ctx") : said;
  }

  // --- chat ---------------------------------------------------------------------------------

  @Override
  public Ask chat(Endpoint endpoint, Prompt prompt, boolean streamed) {
    var body = new LinkedHashMap<String, Object>();
    body.put("model", prompt.model());
    body.put("messages", messages(prompt));
    body.put(limit(prompt.manner()), prompt.maxTokens());
    if (prompt.manner().steady()) {
      body.put("temperature", 0);
    }
    var format = format(prompt);
    if (format != null) {
      body.put("response_format", format);
    }
    var tool = prompt.tool();
    if (tool != null) {
      var function =
          Map.of(
              "name",
              tool.name(),
              "description",
              tool.description(),
              "parameters",
              tool.parameters());
      body.put("tools", List.of(Map.of("type", "function", "function", function)));
      body.put("tool_choice", "auto");
    }
    if (streamed) {
      body.put("stream", true);
      // Mistral tells without being asked, and takes the question for an error
      if (variant != Variant.MISTRAL && prompt.manner().countsStream()) {
        body.put("stream_options", Map.of("include_usage", true));
      }
    }
    return new Ask(place(endpoint, "/chat/completions", prompt.model()), headers(endpoint), body);
  }

  private String limit(Manner manner) {
    return switch (variant) {
      case OPENAI -> "max_completion_tokens";
      case MISTRAL -> "max_tokens";
      case AZURE, COMPATIBLE -> manner.completionTokens() ? "max_completion_tokens" : "max_tokens";
    };
  }

  /** Where there are no instructions, the model may know no role for them either. */
  private static List<Map<String, Object>> messages(Prompt prompt) {
    var messages = new ArrayList<Map<String, Object>>();
    var told = Shapes.system(prompt, prompt.shape() != Manner.Shape.SCHEMA);
    boolean isApart = !prompt.system().isBlank();
    if (isApart) {
      messages.add(Map.of("role", "system", "content", told));
    }
    var user = isApart || told.isBlank() ? prompt.user() : told.strip() + "\n\n" + prompt.user();
    var picture = prompt.picture();
    if (picture == null) {
      messages.add(Map.of("role", "user", "content", user));
    } else {
      var url = "data:image/png;base64," + Base64.getEncoder().encodeToString(picture);
      messages.add(
          Map.of(
              "role",
              "user",
              "content",
              List.of(
                  Map.of("type", "text", "text", user),
                  Map.of("type", "image_url", "image_url", Map.of("url", url)))));
    }
    return messages;
  }

  private static @Nullable Map<String, Object> format(Prompt prompt) {
    var schema = prompt.schema();
    if (schema == null) {
      return null;
    }
    return switch (prompt.manner().shape()) {
      case SCHEMA -> {
        var named = new LinkedHashMap<String, Object>();
        named.put("name", "reply");
        named.put("schema", schema);
        // strict refuses schemas that leave anything open
        if (Shapes.isClosed(schema)) {
          named.put("strict", true);
        }
        yield Map.of("type", "json_schema", "json_schema", named);
      }
      case JSON -> Map.of("type", "json_object");
      case WORDS -> null;
    };
  }

  @Override
  public void read(JsonNode said, Heard heard) {
    if (said.path("choices").isArray()) {
      heard.recognise();
    }
    for (var choice : said.path("choices")) {
      var part = choice.has("delta") ? choice.path("delta") : choice.path("message");
      content(part.path("content"), heard);
      heard.thought(part.path("reasoning_content").asString(""));
      heard.thought(part.path("reasoning").asString(""));
      int position = 0;
      for (var call : part.path("tool_calls")) {
        var function = call.path("function");
        heard.call(
            call.path("index").asInt(position++),
            function.path("name").asString(""),
            function.path("arguments").asString(""));
      }
      finish(choice.path("finish_reason").asString(""), heard);
      if (!part.path("refusal").asString("").isBlank()) {
        heard.finish(Finish.DECLINED);
      }
    }
    var usage = said.path("usage");
    heard.tokens(usage.path("prompt_tokens").asInt(0), usage.path("completion_tokens").asInt(0));
  }

  /** Words, or a list of pieces of which some are thoughts. */
  private static void content(JsonNode content, Heard heard) {
    if (content.isString()) {
      heard.text(content.asString(""));
    }
    for (var piece : content) {
      if (piece.path("type").asString("").equals("text")) {
        heard.text(piece.path("text").asString(""));
      } else if (piece.has("thinking")) {
        heard.thought("thinking");
      }
    }
  }

  private static void finish(String reason, Heard heard) {
    switch (reason) {
      case "" -> {}
      case "length", "model_length" -> heard.finish(Finish.LENGTH);
      case "content_filter" -> heard.finish(Finish.DECLINED);
      default -> heard.finish(Finish.END);
    }
  }

  // --- embeddings ---------------------------------------------------------------------------

  @Override
  public Ask embed(Endpoint endpoint, String model, List<String> texts) {
    return new Ask(
        place(endpoint, "/embeddings", model),
        headers(endpoint),
        Map.of("model", model, "input", texts));
  }

  @Override
  public Embedded embedded(JsonNode answer) {
    var data = new ArrayList<JsonNode>();
    for (var each : answer.path("data")) {
      data.add(each);
    }
    // the order is that of the indexes, whatever stands first
    data.sort(Comparator.comparingInt(each -> each.path("index").asInt(0)));
    var vectors = data.stream().map(each -> Embedded.vector(each.path("embedding"))).toList();
    return new Embedded(vectors, answer.path("usage").path("prompt_tokens").asInt(0));
  }

  @Override
  public Ask rank(Endpoint endpoint, String model, String query, List<String> texts) {
    return new Ask(
        place(endpoint, "/rerank", model),
        headers(endpoint),
        Grammar.rankBody(model, query, texts));
  }

  @Override
  public Ask hear(Endpoint endpoint, Prompt prompt) {
    var form = variant == Variant.MISTRAL ? Sounds.formOfMistral(prompt) : Sounds.form(prompt);
    return new Ask(
        place(endpoint, "/audio/transcriptions", prompt.model()), headers(endpoint), null, form);
  }

  // --- places and headers -------------------------------------------------------------------

  private Map<String, String> headers(Endpoint endpoint) {
    return variant == Variant.AZURE
        ? Ask.headers(endpoint, "api-key", endpoint.key())
        : Ask.bearer(endpoint);
  }

  /** Azure's addresses are those of a resource, of a deployment, or end in /v1 as OpenAI's. */
  private URI place(Endpoint endpoint, String path, String model) {
    if (variant != Variant.AZURE || isVersioned(endpoint)) {
      return endpoint.at(path);
    }
    if (endpoint.base().getPath().contains(DEPLOYMENTS)) {
      return azure(withoutQuery(endpoint) + path, endpoint);
    }
    return azure(resource(endpoint) + DEPLOYMENTS + Ask.encoded(model) + path, endpoint);
  }

  private static boolean isVersioned(Endpoint endpoint) {
    return endpoint.base().getPath().matches(".*/v1/?");
  }

  private static String withoutQuery(Endpoint endpoint) {
    return endpoint.base().toString().replaceFirst("/?(\\?.*)?$", "");
  }

  private static String resource(Endpoint endpoint) {
    return withoutQuery(endpoint).replaceFirst("/openai(/deployments/[^/]*)?$", "");
  }

  private static URI azure(String place, Endpoint endpoint) {
    var query = endpoint.base().getRawQuery();
    return URI.create(place + "?" + (query == null ? AZURE_VERSION : query));
  }

  @Override
  public Ask relayed(Endpoint endpoint, String path, String model) {
    return Ask.get(place(endpoint, path, model), headers(endpoint));
  }
}
