package io.cloister.models.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a dialect writes what is asked and reads what comes back. Holds no state; keeps the promises
 * of {@code DialectContract}.
 */
interface Grammar {

  /** Asks which models there are. */
  Ask models(Endpoint endpoint);

  /** Those of the answer, as they stand in it. */
  List<ListedModel> listed(JsonNode answer);

  /** Asks for what the list does not say of a model; null if there is no more to be had. */
  default @Nullable Ask details(Endpoint endpoint, String model) {
    return null;
  }

  /** {@code model} with what the answer says of it. */
  default ListedModel detailed(ListedModel model, JsonNode answer) {
    return model;
  }

  Ask chat(Endpoint endpoint, Prompt prompt, boolean streamed);

  /** Takes in a whole reply, or one event of a streamed one. */
  void read(JsonNode said, Heard heard);

  /** Asks for one vector a text. */
  Ask embed(Endpoint endpoint, String model, List<String> texts);

  Embedded embedded(JsonNode answer);

  /**
   * Asks how well each text answers a query, as Cohere, Jina, vLLM, LiteLLM and llama.cpp have it:
   * there is no other way that is spoken by more than one.
   */
  default Ask rank(Endpoint endpoint, String model, String query, List<String> texts) {
    return new Ask(endpoint.at("/rerank"), Ask.bearer(endpoint), rankBody(model, query, texts));
  }

  /**
   * Asks what is said in the prompt's sound, as OpenAI has it and most servers of Whisper; the
   * others say that they have no such address.
   */
  default Ask hear(Endpoint endpoint, Prompt prompt) {
    return new Ask(
        endpoint.at("/audio/transcriptions"), Ask.bearer(endpoint), null, Sounds.form(prompt));
  }

  /** Takes in what was heard, as the text of a {@link io.cloister.models.Transcript}. */
  default void heard(JsonNode said, Heard heard) {
    Sounds.read(said, heard);
  }

  static Map<String, Object> rankBody(String model, String query, List<String> texts) {
    return Map.of("model", model, "query", query, "documents", texts);
  }

  /**
   * Where a program's own request goes, in OpenAI's words or, for this dialect, in Anthropic's.
   *
   * @param path as the public API of these words has it, without {@code /v1}
   */
  Ask relayed(Endpoint endpoint, String path, String model);

  /** What a dialect says of a model that is for embedding and nothing else. */
  static List<String> kinds(boolean embedding) {
    return List.of(embedding ? "embedding" : "chat");
  }

  /**
   * @param tokens that were read; 0 if the endpoint does not tell
   */
  record Embedded(List<float[]> vectors, int tokens) {

    /** What is no number becomes none, which {@link #isFor} then says. */
    static float[] vector(JsonNode numbers) {
      var vector = new float[numbers.size()];
      for (int i = 0; i < vector.length; i++) {
        var number = numbers.path(i);
        vector[i] = number.isNumber() ? (float) number.asDouble(Double.NaN) : Float.NaN;
      }
      return vector;
    }

    /** Whether there is one for each text, all as long and none without a direction. */
    boolean isFor(int texts) {
      return vectors.size() == texts
          && vectors.stream()
              .allMatch(
                  vector -> vector.length == vectors.getFirst().length && hasDirection(vector));
    }

    private static boolean hasDirection(float[] vector) {
      boolean moved = false;
      for (float number : vector) {
        if (!Float.isFinite(number)) {
          return false;
        }
        moved |= number != 0;
      }
      return moved;
    }
  }
}
