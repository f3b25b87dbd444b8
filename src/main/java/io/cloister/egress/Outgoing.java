package io.cloister.egress;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A request to another host.
 *
 * @param headers without {@code Host}; names as they are to be sent
 * @param body empty for a request without one
 * @param patience how long to wait for the first line of the answer
 * @param trust whom the host must be believed by, over TLS
 */
public record Outgoing(
    String method,
    URI uri,
    Map<String, List<String>> headers,
    byte[] body,
    Duration patience,
    Trust trust) {

  public Outgoing {
    headers = Map.copyOf(headers);
  }

  public Outgoing(
      String method, URI uri, Map<String, List<String>> headers, byte[] body, Duration patience) {
    this(method, uri, headers, body, patience, Trust.USUAL);
  }

  public static Outgoing get(URI uri, Map<String, List<String>> headers, Duration patience) {
    return new Outgoing("GET", uri, headers, new byte[0], patience);
  }
}
