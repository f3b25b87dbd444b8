package io.cloister.models.wire;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as a dialect words it.
 *
 * @param body sent as JSON; null for a request without one
 * @param form sent instead; null for a request without one
 */
record Ask(
    URI uri, Map<String, String> headers, @Nullable Map<String, Object> body, @Nullable Form form) {

  Ask {
    headers = Map.copyOf(headers);
  }

  Ask(URI uri, Map<String, String> headers, @Nullable Map<String, Object> body) {
    this(uri, headers, body, null);
  }

  static Ask get(URI uri, Map<String, String> headers) {
    return new Ask(uri, headers, null);
  }

  String method() {
    return body == null && form == null ? "GET" : "POST";
  }

  /** The endpoint's own headers and {@code name}, if there is a value for it. */
  static Map<String, String> headers(Endpoint endpoint, String name, @Nullable String value) {
    var headers = new HashMap<>(endpoint.headers());
    headers.putAll(endpoint.secretHeaders());
    if (value != null) {
      headers.put(name, value);
    }
    return headers;
  }

  static Map<String, String> bearer(Endpoint endpoint) {
    return headers(
        endpoint, "Authorization", endpoint.key() == null ? null : "Bearer " + endpoint.key());
  }

  /** As one segment of a path. */
  static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Without body and headers: the one holds what is asked, the others a key. */
  @Override
  public String toString() {
    return method() + " " + uri;
  }
}
