package io.cloister.models.wire;

import static java.util.Objects.requireNonNull;

import io.cloister.models.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How OpenAI, and those who speak as it does, are asked what is said in a sound. */
final class Sounds {

  private static final int CHARACTERS_OF_A_TOKEN = 4;

  private Sounds() {}

  /** With the times of each piece, unless the model is known to refuse them. */
  static Form form(Prompt prompt) {
    var fields = new ArrayList<Map.Entry<String, String>>();
    fields.add(Map.entry("model", prompt.model()));
    if (prompt.manner().timed()) {
      fields.add(Map.entry("response_format", "verbose_json"));
      fields.add(Map.entry("timestamp_granularities[]", "segment"));
    } else {
      fields.add(Map.entry("response_format", "json"));
    }
    return form(fields, prompt);
  }

  /** Mistral knows no formats, and writes the times' name without brackets. */
  static Form formOfMistral(Prompt prompt) {
    var fields = new ArrayList<Map.Entry<String, String>>();
    fields.add(Map.entry("model", prompt.model()));
    if (prompt.manner().timed()) {
      fields.add(Map.entry("timestamp_granularities", "segment"));
    }
    return form(fields, prompt);
  }

  private static Form form(List<Map.Entry<String, String>> fields, Prompt prompt) {
    var sound = requireNonNull(prompt.sound(), "there is nothing to hear");
    return Form.of(fields, sound.name(), sound.mediaType(), sound.bytes());
  }

  static void read(JsonNode said, Heard heard) {
    if (!said.path("text").isString() && !said.path("segments").isArray()) {
      return;
    }
    heard.recognise();
    var pieces = new Transcript.Builder();
    for (var segment : said.path("segments")) {
      pieces.add(
          segment.path("start").asDouble(0),
          segment.path("end").asDouble(0),
          segment.path("text").asString(""));
    }
    var words = said.path("text").asString("");
    heard.text((pieces.isEmpty() ? Transcript.untimed(words) : pieces.build()).text());
    var usage = said.path("usage");
    int read = tokens(usage, "input_tokens", "prompt_tokens");
    if (read > 0) {
      int written = tokens(usage, "output_tokens", "completion_tokens");
      heard.tokens(read, written > 0 ? written : words.length() / CHARACTERS_OF_A_TOKEN + 1);
    }
  }

  private static int tokens(JsonNode usage, String name, String other) {
    return usage.path(name).asInt(usage.path(other).asInt(0));
  }
}
