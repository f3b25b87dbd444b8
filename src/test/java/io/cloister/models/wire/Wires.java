package io.cloister.models.wire;

import io.cloister.egress.Egress;
import tools.jackson.databind.json.JsonMapper;

/** Makes the wire for tests of the room. */
public final class Wires {

  private Wires() {}

  public static OpenAiWire openAi(Egress egress, JsonMapper json) {
    return new OpenAiWire(egress, json);
  }
}
