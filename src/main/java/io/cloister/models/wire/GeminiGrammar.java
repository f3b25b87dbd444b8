package io.cloister.models.wire;

import static java.util.stream.Collectors.joining;

import io.cloister.models.wire.Heard.Finish;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Google's {@code generateContent}. */
final class GeminiGrammar implements Grammar {

  private static final String PREFIX = "models/";

  @Override
  public Ask models(Endpoint endpoint) {
    return Ask.get(endpoint.at("/models?pageSize=1000"), headers(endpoint));
  }

  @Override
  public List<ListedModel> listed(JsonNode answer) {
    var models = new ArrayList<ListedModel>();
    for (var model : answer.path("models")) {
      var full = model.path("name").asString("");
      var name = full.startsWith(PREFIX) ? full.substring(PREFIX.length()) : full;
      var methods = model.path("supportedGenerationMethods").toString();
      if (ListedModel.isName(name)
          && (methods.contains("generateContent") || methods.contains("embedContent"))) {
        models.add(
            new ListedModel(
                name,
                kinds(name, methods.contains("generateContent")),
                ListedModel.tokens(model, "inputTokenLimit")));
      }
    }
    return models;
  }

  /** Google does not tell which hear; those of this family do, but for what is made to speak. */
  private static List<String> kinds(String name, boolean generates) {
    boolean hears =
        generates
            && name.startsWith("gemini-")
            && Stream.of("tts", "image", "live", "embedding").noneMatch(name::contains);
    return hears ? List.of("chat", "transcription") : Grammar.kinds(!generates);
  }

  @Override
  public Ask chat(Endpoint endpoint, Prompt prompt, boolean streamed) {
    var body = new LinkedHashMap<String, Object>();
    var system = Shapes.system(prompt, prompt.shape() != Manner.Shape.SCHEMA);
    if (!system.isBlank()) {
      body.put("systemInstruction", Map.of("parts", List.of(Map.of("text", system))));
    }
    body.put("contents", List.of(Map.of("role", "user", "parts", parts(prompt))));
    body.put("generationConfig", config(prompt));
    var tool = prompt.tool();
    if (tool != null) {
      var function =
          Map.of(
              "name", tool.name(),
              "description", tool.description(),
              "parametersJsonSchema", tool.parameters());
      body.put("tools", List.of(Map.of("functionDeclarations", List.of(function))));
    }
    var method = streamed ? ":streamGenerateContent?alt=sse" : ":generateContent";
    return new Ask(endpoint.at(place(prompt.model()) + method), headers(endpoint), body);
  }

  private static Map<String, Object> config(Prompt prompt) {
    var config = new LinkedHashMap<String, Object>();
    config.put("maxOutputTokens", prompt.maxTokens());
    if (prompt.manner().steady()) {
      config.put("temperature", 0);
    }
    var schema = prompt.schema();
    if (schema != null && prompt.manner().shape() != Manner.Shape.WORDS) {
      config.put("responseMimeType", "application/json");
      if (prompt.manner().shape() == Manner.Shape.SCHEMA) {
        config.put("responseJsonSchema", schema);
      }
    }
    return config;
  }

  private static List<Map<String, Object>> parts(Prompt prompt) {
    var parts = new ArrayList<Map<String, Object>>();
    parts.add(Map.of("text", prompt.user()));
    var picture = prompt.picture();
    if (picture != null) {
      var data = Base64.getEncoder().encodeToString(picture);
      parts.add(Map.of("inlineData", Map.of("mimeType", "image/png", "data", data)));
    }
    return parts;
  }

  /** A bare name is one of Google's models; one with a slash, as of a tuned one, says so itself. */
  private static String place(String model) {
    var path = model.contains("/") ? model : PREFIX + model;
    return "/" + Arrays.stream(path.split("/")).map(Ask::encoded).collect(joining("/"));
  }

  private static Map<String, String> headers(Endpoint endpoint) {
    return Ask.headers(endpoint, "x-goog-api-key", endpoint.key());
  }

  @Override
  public void read(JsonNode said, Heard heard) {
    if (said.has("candidates") || said.has("promptFeedback") || said.has("usageMetadata")) {
      heard.recognise();
    }
    if (!said.path("promptFeedback").path("blockReason").asString("").isEmpty()) {
      heard.finish(Finish.DECLINED);
    }
    for (var candidate : said.path("candidates")) {
      int index = 0;
      for (var part : candidate.path("content").path("parts")) {
        var call = part.path("functionCall");
        if (part.path("thought").asBoolean(false)) {
          heard.thought(part.path("text").asString(""));
        } else if (call.isObject()) {
          heard.call(index++, call.path("name").asString(""), call.path("args").toString());
        } else {
          heard.text(part.path("text").asString(""));
        }
      }
      finish(candidate.path("finishReason").asString(""), heard);
    }
    var usage = said.path("usageMetadata");
    int thoughts = usage.path("thoughtsTokenCount").asInt(0);
    if (thoughts > 0) {
      heard.thought("thinking");
    }
    heard.tokens(
        usage.path("promptTokenCount").asInt(0),
        usage.path("candidatesTokenCount").asInt(0) + thoughts);
  }

  private static void finish(String reason, Heard heard) {
    switch (reason) {
      case "" -> {}
      case "MAX_TOKENS" -> heard.finish(Finish.LENGTH);
      case "SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII" ->
          heard.finish(Finish.DECLINED);
      default -> heard.finish(Finish.END);
    }
  }

  @Override
  public Ask hear(Endpoint endpoint, Prompt prompt) {
    return new Ask(
        endpoint.at(place(prompt.model()) + ":generateContent"),
        headers(endpoint),
        GeminiSounds.body(prompt));
  }

  @Override
  public void heard(JsonNode said, Heard heard) {
    var reply = new Heard(_ -> {});
    read(said, reply);
    reply.close();
    if (reply.finish() == null) {
      return; // it broke off, or is no reply
    }
    heard.recognise();
    heard.finish(reply.finish());
    if (reply.finish() != Finish.DECLINED) {
      heard.text(GeminiSounds.transcript(reply.text()).text());
    }
    var counts = reply.counts();
    if (counts != null) {
      heard.tokens(counts.inputTokens(), counts.outputTokens());
    }
  }

  @Override
  public Ask embed(Endpoint endpoint, String model, List<String> texts) {
    var place = place(model);
    var requests =
        texts.stream()
            .map(text ->
                Map.of(
                    "model",
                    place.substring(1),
                    "content",
                    Map.of("parts", List.of(Map.of("text", text)))))
            .toList();
    return new Ask(
        endpoint.at(place + ":batchEmbedContents"),
        headers(endpoint),
        Map.of("requests", requests));
  }

  @Override
  public Embedded embedded(JsonNode answer) {
    var vectors = new ArrayList<float[]>();
    for (var each : answer.path("embeddings")) {
      vectors.add(Embedded.vector(each.path("values")));
    }
    return new Embedded(vectors, 0);
  }

  /** In OpenAI's words, which Google takes at an address of their own. */
  @Override
  public Ask relayed(Endpoint endpoint, String path, String model) {
    return Ask.get(endpoint.at("/openai" + path), Ask.bearer(endpoint));
  }
}
