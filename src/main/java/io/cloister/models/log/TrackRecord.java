package io.cloister.models.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the models of a connection did in the latest calls that reached it.
 *
 * @param calls how many these are
 * @param failed how many of them gave no text though somebody wanted it
 * @param lastFailure null if none of them failed
 * @param firstToken null if none of them was streamed
 */
public record TrackRecord(
    int calls, int failed, @Nullable LastFailure lastFailure, @Nullable FirstToken firstToken) {

  /**
   * @param code what went wrong, as the log has it
   */
  public record LastFailure(Instant at, String code) {}

  /**
   * How long the first words of a streamed reply took.
   *
   * @param replies how many of them were looked at
   * @param p50Millis half took no longer
   * @param p95Millis nineteen of twenty took no longer
   */
  public record FirstToken(int replies, long p50Millis, long p95Millis) {}
}
