package io.cloister.models.log;

import io.cloister.identity.UserId;
import io.cloister.models.ModelFunction;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call of one model, without a word of what was said.
 *
 * @param connection its name at the time
 * @param user who it was done for
 * @param document the document it was about; null if about several or none
 * @param estimated whether the tokens were guessed from the length
 * @param firstTokenMillis null if it was not streamed
 * @param detail the code of what went wrong; null if nothing did
 * @param fallbackFrom the model that failed before this one was asked; null if it was the first
 * @param cached whether no model was asked because the answer was known
 * @param prompt which prompt in which version; null if the words were a program's own
 * @param route why this model: the rule or the place in the table of routes that named it; null for
 *     calls of before this was written down
 */
public record Invocation(
    UUID id,
    Instant at,
    ModelFunction function,
    String connection,
    String model,
    UserId user,
    String userName,
    @Nullable String document,
    int inputTokens,
    int outputTokens,
    boolean estimated,
    long costMicros,
    @Nullable Long firstTokenMillis,
    long millis,
    Outcome outcome,
    @Nullable String detail,
    @Nullable String fallbackFrom,
    boolean cached,
    @Nullable String prompt,
    @Nullable String route) {

  /** How a call ended. */
  public enum Outcome {
    COMPLETED,
    /** Something came, but not all. */
    INCOMPLETE,
    FAILED,
    /** The provider declined. */
    REFUSED,
    /** A policy forbade it; nothing was sent. */
    BLOCKED,
    /** A budget is spent; nothing was sent. */
    OVER_BUDGET,
    /** The caller stopped it. */
    STOPPED;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it gave no text though somebody wanted it. */
    public boolean isFailed() {
      return switch (this) {
        case COMPLETED, INCOMPLETE, STOPPED -> false;
        case FAILED, REFUSED, BLOCKED, OVER_BUDGET -> true;
      };
    }

    public static Optional<Outcome> of(String word) {
      for (var outcome : values()) {
        if (outcome.word().equals(word)) {
          return Optional.of(outcome);
        }
      }
      return Optional.empty();
    }
  }
}
