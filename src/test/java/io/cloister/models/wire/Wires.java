package io.cloister.models.wire;

import io.cloister.egress.Egress;
import tools.jackson.databind.json.JsonMapper;

/** Makes the wire for tests of the room. */
public final class Wires {

  private Wires() {}

  public static Wire of(Egress egress, JsonMapper json) {
    return new Wire(egress, json);
  }
}
