package io.cloister.models.relay;

import io.cloister.models.wire.WireReply.Counts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a reply took, as far as the endpoint tells. Written by one thread at a time. */
public final class Tally {

  private int input = -1;
  private int output = -1;
  private int events;
  private long began;
  private @Nullable Long firstEventMillis;
  private @Nullable String cutBy;
  private boolean ended;

  /** The clock of the first event starts at {@code nanos}. */
  public void begin(long nanos) {
    began = nanos;
  }

  void event() {
    events++;
    if (firstEventMillis == null) {
      firstEventMillis = (System.nanoTime() - began) / 1_000_000;
    }
  }

  /** Whether the model has begun to answer. */
  public boolean isBegun() {
    return events > 0;
  }

  void end() {
    ended = true;
  }

  /** {@code usage} in OpenAI's words. */
  void openAi(JsonNode usage) {
    input = usage.path("prompt_tokens").asInt(input);
    output = usage.path("completion_tokens").asInt(usage.has("prompt_tokens") ? 0 : output);
  }

  /** {@code usage} in Anthropic's words; what was read from a cache counts as read. */
  void anthropic(JsonNode usage) {
    if (usage.has("input_tokens")) {
      input =
          usage.path("input_tokens").asInt(0)
              + usage.path("cache_read_input_tokens").asInt(0)
              + usage.path("cache_creation_input_tokens").asInt(0);
    }
    output = usage.path("output_tokens").asInt(output);
  }

  /** Why the model stopped, in either dialect's words. */
  void stoppedBy(String reason) {
    switch (reason.toLowerCase(Locale.ROOT)) {
      case "length", "max_tokens", "model_context_window_exceeded" -> cutBy = "length";
      default -> {
        // it came to its end
      }
    }
  }

  /**
   * Forgets numbers that cannot be.
   *
   * @param asked characters that were sent
   * @param said characters that came, if they are known; else any
   */
  public void doubt(long asked, long said) {
    input = Counts.isPlausible(input, asked) ? input : -1;
    output = Counts.isPlausible(output, said) ? output : -1;
  }

  /** Whether the endpoint told both numbers. */
  public boolean isTold() {
    return input >= 0 && output >= 0;
  }

  public int inputOr(int guess) {
    return input >= 0 ? input : guess;
  }

  /** Endpoints send about a token an event. */
  public int outputOrEvents() {
    return output >= 0 ? output : events;
  }

  /** Null if nothing came or it was not streamed. */
  public @Nullable Long firstEventMillis() {
    return firstEventMillis;
  }

  /** {@code length} if the model was cut off; null if it came to its end or nobody told. */
  public @Nullable String cutBy() {
    return cutBy;
  }

  /** Whether a stream came to its closing mark. */
  public boolean isEnded() {
    return ended;
  }
}
