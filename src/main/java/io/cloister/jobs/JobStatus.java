package io.cloister.jobs;

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
