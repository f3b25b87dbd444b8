package io.cloister.models.wire;

import org.jspecify.annotations.Nullable;

/** What came of asking one model once. */
public sealed interface WireReply {

  /**
   * @param cutBy why it is not whole; null if the model came to its end
   * @param manner how it was asked in the end
   * @param firstTokenMillis null if it was not streamed
   */
  record Said(
      String text,
      @Nullable String cutBy,
      Counts counts,
      Manner manner,
      @Nullable Long firstTokenMillis)
      implements WireReply {}

  record Failed(Failure failure) implements WireReply {}

  /** The caller stopped it; what had come until then. */
  record Stopped(String text) implements WireReply {}

  /**
   * @param estimated whether the endpoint did not tell and they were guessed from the length
   */
  record Counts(int inputTokens, int outputTokens, boolean estimated) {

    // four characters a token is the usual rule of thumb for English
    public static Counts guess(String system, String user, String text) {
      return new Counts((system.length() + user.length()) / 4 + 1, text.length() / 4 + 1, true);
    }
  }
}
