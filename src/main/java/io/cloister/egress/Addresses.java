package io.cloister.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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

  private static final int[][] NAT64 = {
    {6, 7, 9, 10}, {7, 9, 10, 11}, {9, 10, 11, 12}, {12, 13, 14, 15}
  };

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
    for (var inner : embedded(bytes)) {
      var objection = objection(host, inner);
      if (objection != null) {
        return objection;
      }
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

  /**
   * The IPv4 addresses that stand inside an IPv6 one: mapped, compatible, translated, NAT64, 6to4,
   * Teredo, ISATAP.
   */
  private static List<InetAddress> embedded(byte[] bytes) {
    var found = new ArrayList<InetAddress>();
    if (bytes.length != 16) {
      return found;
    }
    var hex = HexFormat.of().formatHex(bytes);
    if (hex.startsWith("00000000000000000000ffff")
        || hex.startsWith("0000000000000000ffff0000")
        || hex.startsWith("0064ff9b0000000000000000")
        || hex.substring(16).startsWith("00005efe")
        || hex.substring(16).startsWith("02005efe")
        || (hex.startsWith("000000000000000000000000") && !hex.startsWith("0".repeat(31)))) {
      found.add(inner(bytes, 12, 13, 14, 15));
    } else if (hex.startsWith("0064ff9b0001")) {
      // of a house's own NAT64 nobody tells how long its prefix is: RFC 6052
      for (int[] at : NAT64) {
        if (bytes[at[0]] != 0) {
          found.add(inner(bytes, at));
        }
      }
    } else if (hex.startsWith("2002")) {
      found.add(inner(bytes, 2, 3, 4, 5));
    } else if (hex.startsWith("20010000")) {
      found.add(inner(bytes, 4, 5, 6, 7));
      var inverted = bytes.clone();
      for (int i = 12; i < 16; i++) {
        inverted[i] = (byte) ~bytes[i];
      }
      found.add(inner(inverted, 12, 13, 14, 15));
    }
    return found;
  }

  private static InetAddress inner(byte[] bytes, int... at) {
    try {
      return InetAddress.getByAddress(
          new byte[] {bytes[at[0]], bytes[at[1]], bytes[at[2]], bytes[at[3]]});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
