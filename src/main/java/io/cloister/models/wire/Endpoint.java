package io.cloister.models.wire;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where models are asked, and in which dialect.
 *
 * @param base what the dialect's own paths are put behind
 * @param key null if the endpoint asks for none
 * @param headers sent with every request
 */
public record Endpoint(
    Dialect dialect, URI base, @Nullable String key, Map<String, String> headers) {

  public Endpoint {
    headers = Map.copyOf(headers);
  }

  /** {@code path} behind the base, before its query if it has one. */
  URI at(String path) {
    var text = base.toString();
    int query = text.indexOf('?');
    var place = query < 0 ? text : text.substring(0, query);
    return URI.create(
        (place.endsWith("/") ? place.substring(0, place.length() - 1) : place)
            + path
            + (query < 0 ? "" : text.substring(query)));
  }

  /** Without the key: records print what they hold. */
  @Override
  public String toString() {
    return "Endpoint[" + base + "]";
  }
}
