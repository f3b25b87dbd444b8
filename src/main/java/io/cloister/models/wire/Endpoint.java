package io.cloister.models.wire;

import io.cloister.egress.Trust;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where models are asked, and in which dialect.
 *
 * @param base what the dialect's own paths are put behind
 * @param key null if the endpoint asks for none
 * @param headers sent with every request
 * @param secretHeaders likewise, but never shown
 * @param trust whom it must be believed by, over TLS
 */
public record Endpoint(
    Dialect dialect,
    URI base,
    @Nullable String key,
    Map<String, String> headers,
    Map<String, String> secretHeaders,
    Trust trust) {

  public Endpoint {
    headers = Map.copyOf(headers);
    secretHeaders = Map.copyOf(secretHeaders);
  }

  public Endpoint(Dialect dialect, URI base, @Nullable String key, Map<String, String> headers) {
    this(dialect, base, key, headers, Map.of(), Trust.USUAL);
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

  /** What it said, without the secrets that it was sent and may repeat. */
  public String redacted(String said) {
    var told = key == null ? said : said.replace(key, "…");
    for (var secret : secretHeaders.values()) {
      told = told.replace(secret, "…");
    }
    return told;
  }

  /** Without the key: records print what they hold. */
  @Override
  public String toString() {
    return "Endpoint[" + base + "]";
  }
}
