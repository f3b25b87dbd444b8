package io.cloister.models.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of asking one model once. */
public sealed interface WireReply {

  /**
   * @param text the answer without any thinking; empty only if the model called a tool instead
   * @param cutBy why it is not whole; null if the model came to its end
   * @param manner how it was asked in the end
   * @param firstTokenMillis null if it was not streamed
   * @param thought whether the model thought in words before it answered
   * @param calls what it asks to be done
   */
  record Said(
      String text,
      @Nullable String cutBy,
      Counts counts,
      Manner manner,
      @Nullable Long firstTokenMillis,
      boolean thought,
      List<ToolCall> calls)
      implements WireReply {

    public Said {
      calls = List.copyOf(calls);
    }
  }

  /**
   * @param arguments JSON as the model wrote it
   */
  record ToolCall(String name, String arguments) {}

  record Failed(Failure failure) implements WireReply {}

  /**
   * The caller stopped it.
   *
   * @param text what had come until then
   * @param firstTokenMillis null if nothing had, or it was not streamed
   */
  record Stopped(String text, @Nullable Long firstTokenMillis) implements WireReply {}

  /**
   * @param estimated whether the endpoint did not tell and they were guessed from the length
   */
  record Counts(int inputTokens, int outputTokens, boolean estimated) {

    // far more than was ever seen: letters that are several tokens each, pictures, long thoughts
    private static final int TOKENS_OF_A_CHARACTER = 4;
    private static final int MOST_BESIDES = 200_000;

    /** Whether so many characters can have come to so many tokens. */
    public static boolean isPlausible(int tokens, long characters) {
      return tokens >= 0 && tokens <= characters * TOKENS_OF_A_CHARACTER + MOST_BESIDES;
    }

    /** The same with so many more that were read. */
    Counts and(int read) {
      return new Counts(inputTokens + read, outputTokens, estimated);
    }

    // four characters a token is the usual rule of thumb for English
    public static Counts guess(String system, String user, String text) {
      return new Counts((system.length() + user.length()) / 4 + 1, text.length() / 4 + 1, true);
    }
  }
}
