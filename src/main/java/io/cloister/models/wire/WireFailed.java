package io.cloister.models.wire;

/** Carries a {@link Failure} through code of others. */
final class WireFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  WireFailed(Failure failure) {
    // no stack: what counts is what the endpoint did
    super(failure.toString(), null, false, false);
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
