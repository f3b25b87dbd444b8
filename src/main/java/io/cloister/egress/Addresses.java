package io.cloister.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges the address that a name resolved to by its bytes, whatever it was written like. */
final class Addresses {

  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|0x.*|.*\\.0x.*");
  private static final Pattern DECIMAL =
      Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

  /** Where clouds answer with the machine's own credentials, but for those that are link-local. */
  private static final Set<String> METADATA =
      Set.of(
          "fd000ec2000000000000000000000254",
          "fd000ec2000000000000000000000023",
          "fd2000ce000000000000000000000254",
          "646464c8",
          "c00000c0",
          "a83f8110");

  private Addresses() {}

  /** Whether all programs read this host alike: a name, or an address in its one usual form. */
  static boolean isPlain(String host) {
    return !NUMERIC.matcher(host).matches() || DECIMAL.matcher(host).matches();
  }

  /** Whether {@code host} is written as this machine itself, not as a name that happens to be. */
  static boolean namesLoopback(String host) {
    return host.equals("localhost")
        || host.equals("[::1]")
        || (host.startsWith("127.") && DECIMAL.matcher(host).matches());
  }

  /** Why nothing is sent to {@code address}, which {@code host} resolved to; null if it may be. */
  static @Nullable String objection(String host, InetAddress address) {
    var bytes = address.getAddress();
    var inner = embedded(bytes);
    if (inner != null) {
      return objection(host, inner);
    }
    if (METADATA.contains(HexFormat.of().formatHex(bytes))) {
      return "its address is that of a cloud's metadata";
    }
    if (address.isLinkLocalAddress()) {
      return "its address is link-local, where clouds keep credentials";
    }
    if (address.isAnyLocalAddress() || (bytes.length == 4 && bytes[0] == 0)) {
      return "its address stands for every address of this machine";
    }
    if (address.isMulticastAddress() || (bytes.length == 4 && (bytes[0] & 0xf0) == 0xf0)) {
      return "its address is not that of one machine";
    }
    if (address.isLoopbackAddress() && !namesLoopback(host)) {
      return "the name resolves to this machine itself; write localhost if that is meant";
    }
    return null;
  }

  /** The IPv4 address inside an IPv6 one: mapped, compatible, translated, NAT64, 6to4, ISATAP. */
  private static @Nullable InetAddress embedded(byte[] bytes) {
    if (bytes.length != 16) {
      return null;
    }
    var hex = HexFormat.of().formatHex(bytes);
    int at = -1;
    if (hex.startsWith("00000000000000000000ffff")
        || hex.startsWith("0000000000000000ffff0000")
        || hex.startsWith("0064ff9b0000000000000000")
        || hex.substring(16).startsWith("00005efe")
        || hex.substring(16).startsWith("02005efe")) {
      at = 12;
    } else if (hex.startsWith("000000000000000000000000") && !hex.startsWith("0".repeat(31))) {
      at = 12;
    } else if (hex.startsWith("2002")) {
      at = 2;
    }
    try {
      return at < 0 ? null : InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
