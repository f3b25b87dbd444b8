package io.cloister.models.wire;

import io.cloister.egress.Incoming;
import java.time.Instant;

/** Carries a {@link Failure} through code of others. */
public final class WireFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public WireFailed(Failure failure) {
    // no stack: what counts is what the endpoint did
    super(failure.toString(), null, false, false);
    this.failure = failure;
  }

  /**
   * @param said what stands in the body of an answer that is none of success
   */
  public static WireFailed of(Incoming answer, String said) {
    return new WireFailed(
        Failures.ofStatus(answer.status(), said, Pauses.asked(answer, said, Instant.now())));
  }

  public Failure failure() {
    return failure;
  }
}
