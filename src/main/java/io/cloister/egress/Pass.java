package io.cloister.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * Leave to reach a place.
 *
 * @param address the checked one, which alone is connected to
 */
record Pass(AllowedHost host, InetAddress address) {

  /** The request, sent to the address and said to the name. */
  HttpRequest pinned(Outgoing request) {
    var uri = request.uri();
    var builder =
        HttpRequest.newBuilder(target(uri))
            .timeout(request.patience())
            .method(
                request.method(),
                request.body().length == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(request.body()))
            .setHeader("Host", host.host() + (uri.getPort() > 0 ? ":" + uri.getPort() : ""));
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
    return builder.build();
  }

  private URI target(URI uri) {
    var path = uri.getRawPath() == null ? "" : uri.getRawPath();
    var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    try {
      return new URI(host.scheme() + "://" + authority() + path + query);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an address: " + host.origin(), e);
    }
  }

  private String authority() {
    var literal = address.getHostAddress();
    int zone = literal.indexOf('%');
    var bare = zone < 0 ? literal : literal.substring(0, zone);
    return (address.getAddress().length == 16 ? "[" + bare + "]" : bare) + ":" + host.port();
  }
}
