package io.cloister.models.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A model as an endpoint lists it.
 *
 * @param kinds what it is for, by what the endpoint says or else by its name
 * @param contextTokens what its label says; null if it says nothing
 * @param price null if none is told
 */
public record ListedModel(
    String name, List<String> kinds, @Nullable Integer contextTokens, @Nullable Price price) {

  private static final int LONGEST_NAME = 300;

  public ListedModel {
    kinds = List.copyOf(kinds);
  }

  ListedModel(String name, List<String> kinds, @Nullable Integer contextTokens) {
    this(name, kinds, contextTokens, null);
  }

  /**
   * What a million tokens cost.
   *
   * @param currency ISO 4217
   */
  public record Price(String currency, long inputMicros, long outputMicros) {

    private static final int TO_MICROS_OF_A_MILLION = 12;
    private static final BigDecimal MOST = BigDecimal.ONE; // a token, which nobody asks
    private static final int MOST_PLACES = 30;

    /** Of {@code pricing} as OpenRouter lists it: US dollars a token. Null if it tells none. */
    static @Nullable Price ofTokens(JsonNode pricing) {
      var input = micros(pricing.path("prompt"));
      var output = micros(pricing.path("completion"));
      return input == null || output == null ? null : new Price("USD", input, output);
    }

    // a model that is chosen anew for each request is listed at -1
    private static @Nullable Long micros(JsonNode perToken) {
      try {
        var price = new BigDecimal(perToken.asString(""));
        boolean isFit = price.signum() >= 0 && Math.abs(price.scale()) <= MOST_PLACES;
        return !isFit || price.compareTo(MOST) > 0
            ? null
            : price
                .movePointRight(TO_MICROS_OF_A_MILLION)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
      } catch (NumberFormatException e) {
        return null;
      }
    }
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
