package io.cloister.api.compatible;

/** A request that is refused before any model is asked. */
final class Malformed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  Malformed(Fault fault) {
    super(fault.message(), null, false, false);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }
}
