package io.cloister.egress;

/** A request that was not sent, because the walls do not let it through. */
public class HostBlocked extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String origin;

  HostBlocked(String origin, String reason) {
    super("%s is not reached: %s".formatted(origin, reason));
    this.origin = origin;
  }

  public String origin() {
    return origin;
  }
}
