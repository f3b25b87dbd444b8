package io.cloister.answering;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One question of a conversation and its answer.
 *
 * @param ordinal its place in the conversation, from 0
 * @param model {@code connection/model} that wrote it; null if none did
 * @param extractive whether it is made of quotes
 * @param instead why there are quotes though a model was to write; null if none was
 * @param counted where what was counted is listed, as the address of a page; null if the answer is
 *     not one that counts documents
 * @param read how many passages were read for it
 * @param withheld how many of its sources are not shown, because they may not be read any more
 */
public record Turn(
    ThreadId thread,
    int ordinal,
    String question,
    Answer answer,
    @Nullable String model,
    boolean extractive,
    @Nullable Instead instead,
    @Nullable String counted,
    int read,
    int withheld,
    Usage usage,
    Instant askedAt) {

  /** With other figures in place of those that were told, or with none. */
  Turn withCounted(Answer.Words words, int hidden) {
    return new Turn(
        thread,
        ordinal,
        question,
        new Answer.Answered(words),
        model,
        extractive,
        instead,
        counted,
        read,
        withheld + hidden,
        usage,
        askedAt);
  }

  /** Its words; none where it has none. */
  public Answer.Words words() {
    return answer instanceof Answer.Worded worded ? worded.words() : Answer.Words.NONE;
  }

  /**
   * Why quotes stand in for a model's words.
   *
   * @param outcome what the model's answer would have been: {@code no-model}, {@code blocked}…
   * @param detail in words for the reader; empty if there is nothing to add
   */
  public record Instead(String outcome, String detail) {}

  /**
   * @param costMicros millionths of the configured currency
   * @param millis from the question to the last check
   */
  public record Usage(int inputTokens, int outputTokens, long costMicros, long millis) {}
}
