package io.cloister.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides what may be reached: a place that some room names exactly, at addresses of which none is
 * objectionable. What it refuses is written down. Safe for concurrent use.
 */
final class Gate {

  private final Supplier<List<AllowedHosts>> rooms;
  private final EgressLog log;
  private final Resolver resolver;
  private final Set<String> specialAddresses;

  /**
   * @param specialAddresses numeric addresses that are not objected to
   */
  Gate(
      Supplier<List<AllowedHosts>> rooms,
      EgressLog log,
      Resolver resolver,
      Set<String> specialAddresses) {
    this.rooms = rooms;
    this.log = log;
    this.resolver = resolver;
    this.specialAddresses = Set.copyOf(specialAddresses);
  }

  /** Every place that may be reached now. */
  List<AllowedHost> allowed() {
    return rooms.get().stream()
        .map(AllowedHosts::now)
        .flatMap(Collection::stream)
        .sorted(Comparator.comparing(AllowedHost::origin).thenComparing(AllowedHost::why))
        .toList();
  }

  /**
   * @throws HostBlocked if it may not be reached
   * @throws UnknownHostException if the name does not resolve
   */
  Pass pass(URI uri) throws UnknownHostException {
    return checked(target(uri));
  }

  /**
   * @throws HostBlocked if it may not be reached
   * @throws UnknownHostException if the name does not resolve
   */
  Pass pass(AllowedHost place) throws UnknownHostException {
    if (named(place.origin()).isEmpty()) {
      throw blocked(place.origin(), "nothing is configured to reach it");
    }
    return checked(place);
  }

  private AllowedHost target(URI uri) {
    AllowedHost wanted;
    try {
      wanted = AllowedHost.of(uri, "");
    } catch (IllegalArgumentException e) {
      throw blocked(uri.getScheme() + "://" + uri.getAuthority(), String.valueOf(e.getMessage()));
    }
    var named = named(wanted.origin());
    if (named.isEmpty()) {
      throw blocked(wanted.origin(), "nothing is configured to reach it");
    }
    // one that says it is outside is believed
    return AllowedHost.of(uri, "", named.stream().allMatch(AllowedHost::inside));
  }

  private List<AllowedHost> named(String origin) {
    var named = new ArrayList<AllowedHost>();
    for (var room : rooms.get()) {
      for (var host : room.now()) {
        if (host.origin().equals(origin)) {
          named.add(host);
        }
      }
    }
    return named;
  }

  private Pass checked(AllowedHost host) throws UnknownHostException {
    var addresses = resolver.resolve(host.name());
    // all of them: a name with one bad address among good ones is not to be trusted with any
    for (var address : addresses) {
      var objection = Addresses.objection(host.host(), address);
      if (objection != null && !specialAddresses.contains(address.getHostAddress())) {
        throw blocked(host.origin(), objection);
      }
    }
    InetAddress chosen =
        Arrays.stream(addresses)
            .min(Comparator.comparingInt(address -> address.getAddress().length))
            .orElseThrow(() -> new UnknownHostException(host.host()));
    return new Pass(host, chosen);
  }

  private HostBlocked blocked(String origin, String reason) {
    log.countBlocked(origin, reason);
    return new HostBlocked(origin, reason);
  }
}
