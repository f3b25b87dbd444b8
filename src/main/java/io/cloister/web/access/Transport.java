package io.cloister.web.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;

/** Whether secrets may travel the way a request came: under TLS, or without leaving the machine. */
public final class Transport {

  private static final List<String> OF_PROXIES = List.of("X-Forwarded-For", "Forwarded");

  private Transport() {}

  /**
   * A trusted proxy's headers have been taken in and removed when we see the request; what is left
   * of them comes from a proxy that nobody said to trust, so that the client is not known.
   */
  public static boolean isPrivate(HttpServletRequest request) {
    if (request.isSecure()) {
      return true;
    }
    boolean forwarded = OF_PROXIES.stream().anyMatch(name -> request.getHeader(name) != null);
    return !forwarded && isLoopback(request.getRemoteAddr());
  }

  private static boolean isLoopback(String address) {
    try {
      // a literal address: nothing is looked up
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
