package io.cloister.jobs;

import io.cloister.identity.Actor;
import io.cloister.identity.UserId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a job stands.
 *
 * @param done units of work done, of {@code total}; both 0 while unknown
 * @param failure why it failed; null unless {@code state} is {@link State#FAILED}
 */
public record JobStatus(
    JobId id,
    String kind,
    State state,
    UserId owner,
    long done,
    long total,
    String message,
    @Nullable Failure failure,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt) {

  private static final String FOR_ITS_OWNER = "What it was about is told to whoever began it";

  /** For others without words that may name a document: it may be one that they may not read. */
  JobStatus asSeenBy(Actor actor) {
    return owner.equals(actor.user())
        ? this
        : new JobStatus(
            id,
            kind,
            state,
            owner,
            done,
            total,
            "",
            failure == null ? null : new Failure(failure.code(), FOR_ITS_OWNER, failure.hint()),
            createdAt,
            startedAt,
            endedAt);
  }

  /** Where a job is on its way. */
  public enum State {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param code stable and kebab-case
   */
  public record Failure(String code, String detail, String hint) {}
}
