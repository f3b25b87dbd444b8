package io.cloister.models.wire;

import java.net.URI;
import java.util.Map;

/**
 * Where a program's own request is handed in.
 *
 * @param headers with the key
 */
public record Door(URI uri, Map<String, String> headers) {

  /**
   * @param path as the public API of the program's words has it, without {@code /v1}
   */
  public static Door of(Endpoint endpoint, String path, String model) {
    var ask = endpoint.dialect().grammar().relayed(endpoint, path, model);
    return new Door(ask.uri(), ask.headers());
  }

  /** Without the headers: they hold a key. */
  @Override
  public String toString() {
    return "Door[" + uri + "]";
  }
}
