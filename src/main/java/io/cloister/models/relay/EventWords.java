package io.cloister.models.relay;

import io.cloister.models.wire.Failure;
import io.cloister.models.wire.Failures;
import io.cloister.models.wire.WireFailed;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the events of a stream say. */
final class EventWords {

  private EventWords() {}

  /**
   * @throws WireFailed if it is no JSON, or an error
   */
  static JsonNode read(String data, JsonMapper json) {
    try {
      var said = json.readTree(data);
      requireNoError(said);
      return said;
    } catch (JacksonException e) {
      throw new WireFailed(Failure.of(Failure.Cause.NOT_A_REPLY));
    }
  }

  /**
   * What an endpoint says of an error is not passed on: it may quote the key it was asked with.
   *
   * @throws WireFailed if it is one
   */
  static void requireNoError(JsonNode said) {
    var failure = Failures.within(said);
    if (failure != null) {
      throw new WireFailed(failure);
    }
  }
}
