package io.cloister.models.wire;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A model as an endpoint lists it.
 *
 * @param kinds what it is for, by what the endpoint says or else by its name
 * @param contextTokens what its label says; null if it says nothing
 */
public record ListedModel(String name, List<String> kinds, @Nullable Integer contextTokens) {

  private static final int LONGEST_NAME = 300;

  public ListedModel {
    kinds = List.copyOf(kinds);
  }

  static boolean isName(String name) {
    return !name.isBlank() && name.length() <= LONGEST_NAME;
  }

  /** What a model of this name is for, as far as names tell. */
  static List<String> kindsOf(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("rerank")) {
      return List.of("rerank");
    }
    if (lower.contains("embed")) {
      return List.of("embedding");
    }
    if (lower.contains("whisper") || lower.contains("transcribe")) {
      return List.of("transcription");
    }
    return List.of("chat");
  }

  /** The first of the fields that holds a number above 0; null if none does. */
  static @Nullable Integer tokens(JsonNode of, String... fields) {
    for (var field : fields) {
      int tokens = of.path(field).asInt(0);
      if (tokens > 0) {
        return tokens;
      }
    }
    return null;
  }
}
