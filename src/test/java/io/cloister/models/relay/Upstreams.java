package io.cloister.models.relay;

import io.cloister.egress.Egress;

/** Makes the way of programs' requests for tests of the room. */
public final class Upstreams {

  private Upstreams() {}

  public static Upstream of(Egress egress) {
    return new Upstream(egress);
  }

  public static Overseers overseers() {
    return new Overseers();
  }
}
