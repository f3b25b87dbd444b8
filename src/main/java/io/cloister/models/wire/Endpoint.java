package io.cloister.models.wire;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where models are asked.
 *
 * @param base ends where {@code /chat/completions} begins
 * @param key null if the endpoint asks for none
 * @param headers sent with every request
 */
public record Endpoint(URI base, @Nullable String key, Map<String, String> headers) {

  public Endpoint {
    headers = Map.copyOf(headers);
  }

  URI at(String path) {
    var text = base.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
  }

  /** Without the key: records print what they hold. */
  @Override
  public String toString() {
    return "Endpoint[" + base + "]";
  }
}
