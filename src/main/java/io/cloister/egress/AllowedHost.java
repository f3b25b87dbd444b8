package io.cloister.egress;

import java.net.URI;
import java.util.Locale;

/**
 * One place that may be reached: exactly this scheme, host and port.
 *
 * @param scheme {@code http}, {@code https}, {@code smtp}, {@code smtps}, {@code imap} or {@code
 *     imaps}
 * @param host name or address as it was configured, in lower case; an IPv6 address in brackets
 * @param why what for, as {@code model connection 'local'}
 * @param inside whether it is inside the house: what is sent there has not left
 */
public record AllowedHost(String scheme, String host, int port, String why, boolean inside) {

  /** A place outside the house. */
  public static AllowedHost of(URI address, String why) {
    return of(address, why, false);
  }

  /**
   * @throws IllegalArgumentException if {@code address} cannot be reached over HTTP, bears a user
   *     or an interface, or writes a numeric address in a form that programs read differently
   */
  public static AllowedHost of(URI address, String why, boolean inside) {
    var scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("an address begins with http:// or https://");
    }
    if (address.getUserInfo() != null) {
      throw new IllegalArgumentException("an address must not hold a user or a password");
    }
    if (address.getHost() == null || address.getHost().isBlank()) {
      throw new IllegalArgumentException("an address names a host");
    }
    var host = address.getHost().toLowerCase(Locale.ROOT);
    if (!Addresses.isPlain(host)) {
      throw new IllegalArgumentException(
          "a numeric address has four decimal numbers without leading zeros");
    }
    if (host.indexOf('%') >= 0) {
      throw new IllegalArgumentException("an address names no interface of this machine");
    }
    if (address.getPort() == 0 || address.getPort() > 65_535) {
      throw new IllegalArgumentException("a port is between 1 and 65535");
    }
    int port = address.getPort() > 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
    return new AllowedHost(scheme, host, port, why, inside);
  }

  /**
   * A server for mail outside the house.
   *
   * @param isSecure whether it speaks TLS from the first byte
   * @throws IllegalArgumentException if {@code host} is no plain name or address
   */
  public static AllowedHost ofMail(String host, int port, boolean isSecure, String why) {
    return of(isSecure ? "smtps" : "smtp", host, port, why);
  }

  /** A server of mailboxes outside the house, as {@link #ofMail}. */
  public static AllowedHost ofMailbox(String host, int port, boolean isSecure, String why) {
    return of(isSecure ? "imaps" : "imap", host, port, why);
  }

  private static AllowedHost of(String scheme, String host, int port, String why) {
    var name = host.strip().toLowerCase(Locale.ROOT);
    if (!name.matches("[a-z0-9]([a-z0-9.-]{0,252}[a-z0-9])?|\\[[0-9a-f:.]{2,45}]")
        || !Addresses.isPlain(name)) {
      throw new IllegalArgumentException("a server for mail has the name or the address of a host");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port is between 1 and 65535");
    }
    return new AllowedHost(scheme, name, port, why, false);
  }

  /** The host without brackets. */
  String name() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** As shown and counted: {@code https://models.example:443}. */
  public String origin() {
    return scheme + "://" + host + ":" + port;
  }
}
