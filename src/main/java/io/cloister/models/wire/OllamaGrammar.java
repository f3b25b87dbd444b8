package io.cloister.models.wire;

import io.cloister.models.wire.Heard.Finish;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Ollama's own. It serves each call with the context length that the call asks for, and cuts what
 * is longer without a word unless it is told not to; both is done with every call.
 */
final class OllamaGrammar implements Grammar {

  private static final int LEAST_CONTEXT = 4096;
  // loading a model anew for each other length takes seconds, so there are few lengths
  private static final int MOST_CONTEXT = 1 << 20;
  // so few that no prompt of words has more tokens than is made room for
  private static final double CHARACTERS_A_TOKEN = 2;
  private static final int TOKENS_A_PICTURE = 2048;

  @Override
  public Ask models(Endpoint endpoint) {
    return Ask.get(endpoint.at("/api/tags"), Ask.bearer(endpoint));
  }

  @Override
  public List<ListedModel> listed(JsonNode answer) {
    var models = new ArrayList<ListedModel>();
    for (var model : answer.path("models")) {
      var name = model.path("model").asString(model.path("name").asString(""));
      if (ListedModel.isName(name)) {
        models.add(new ListedModel(name, ListedModel.kindsOf(name), null));
      }
    }
    return models;
  }

  @Override
  public Ask details(Endpoint endpoint, String model) {
    return new Ask(endpoint.at("/api/show"), Ask.bearer(endpoint), Map.of("model", model));
  }

  @Override
  public ListedModel detailed(ListedModel model, JsonNode answer) {
    Integer context = null;
    for (var property : answer.path("model_info").properties()) {
      if (property.getKey().endsWith(".context_length")) {
        context = property.getValue().asInt(0);
      }
    }
    var able = answer.path("capabilities").toString();
    var kinds =
        able.contains("completion") || able.contains("embedding")
            ? Grammar.kinds(!able.contains("completion"))
            : model.kinds();
    return new ListedModel(model.name(), kinds, context);
  }

  @Override
  public Ask chat(Endpoint endpoint, Prompt prompt, boolean streamed) {
    var body = new LinkedHashMap<String, Object>();
    body.put("model", prompt.model());
    body.put("messages", messages(prompt));
    body.put("stream", streamed);
    // an error instead of a prompt without its beginning; older servers do not know the words
    body.put("truncate", false);
    body.put("shift", false);
    var options = new LinkedHashMap<String, Object>();
    options.put("num_ctx", context(prompt));
    options.put("num_predict", prompt.maxTokens());
    if (prompt.manner().steady()) {
      options.put("temperature", 0);
    }
    body.put("options", options);
    var schema = prompt.schema();
    if (schema != null) {
      switch (prompt.manner().shape()) {
        case SCHEMA -> body.put("format", schema);
        case JSON -> body.put("format", "json");
        case WORDS -> {}
      }
    }
    var tool = prompt.tool();
    if (tool != null) {
      var function =
          Map.of(
              "name", tool.name(),
              "description", tool.description(),
              "parameters", tool.parameters());
      body.put("tools", List.of(Map.of("type", "function", "function", function)));
    }
    return new Ask(endpoint.at("/api/chat"), Ask.bearer(endpoint), body);
  }

  /** Room for prompt and reply: the next power of two, as far as the model is known to go. */
  static int context(Prompt prompt) {
    double words =
        (prompt.system().length() + prompt.user().length()) / CHARACTERS_A_TOKEN
            + (prompt.picture() == null ? 0 : TOKENS_A_PICTURE);
    int needed = (int) Math.min(MOST_CONTEXT, words + prompt.maxTokens() + 256);
    int room = LEAST_CONTEXT;
    while (room < needed) {
      room *= 2;
    }
    var most = prompt.contextTokens();
    return most == null ? room : Math.min(room, most);
  }

  private static List<Map<String, Object>> messages(Prompt prompt) {
    var messages = new ArrayList<Map<String, Object>>();
    // by a schema alone it keeps the form but does not know what is wanted
    var system = Shapes.system(prompt, true);
    if (!system.isBlank()) {
      messages.add(Map.of("role", "system", "content", system));
    }
    var picture = prompt.picture();
    messages.add(
        picture == null
            ? Map.of("role", "user", "content", prompt.user())
            : Map.of(
                "role",
                "user",
                "content",
                prompt.user(),
                "images",
                List.of(Base64.getEncoder().encodeToString(picture))));
    return messages;
  }

  @Override
  public void read(JsonNode said, Heard heard) {
    var message = said.path("message");
    if (message.isObject()) {
      heard.recognise();
    }
    heard.thought(message.path("thinking").asString(""));
    heard.text(message.path("content").asString(""));
    int index = 0;
    for (var call : message.path("tool_calls")) {
      var function = call.path("function");
      heard.call(
          index++, function.path("name").asString(""), function.path("arguments").toString());
    }
    if (said.path("done").asBoolean(false)) {
      heard.tokens(said.path("prompt_eval_count").asInt(0), said.path("eval_count").asInt(0));
      heard.finish(
          said.path("done_reason").asString("").equals("length") ? Finish.LENGTH : Finish.END);
    }
  }

  @Override
  public Ask embed(Endpoint endpoint, String model, List<String> texts) {
    return new Ask(
        endpoint.at("/api/embed"),
        Ask.bearer(endpoint),
        Map.of("model", model, "input", texts, "truncate", false));
  }

  @Override
  public Embedded embedded(JsonNode answer) {
    var vectors = new ArrayList<float[]>();
    for (var each : answer.path("embeddings")) {
      vectors.add(Embedded.vector(each));
    }
    return new Embedded(vectors, answer.path("prompt_eval_count").asInt(0));
  }

  /** In OpenAI's words, which Ollama takes at an address of their own. */
  @Override
  public Ask relayed(Endpoint endpoint, String path, String model) {
    return Ask.get(endpoint.at("/v1" + path), Ask.bearer(endpoint));
  }
}
