package io.cloister.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The only way out of the process. A request goes where an {@link AllowedHosts} names exactly its
 * scheme, host and port, to an address that was checked after resolving and is then connected to as
 * checked, so that a name cannot change its mind in between. Never to a redirect's target, never
 * through a proxy from the environment. Safe for concurrent use.
 */
@Component
public class Egress implements AutoCloseable {

  static {
    // the address in the request is the checked one; the name goes into the Host header
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
  }

  private final Supplier<List<AllowedHosts>> rooms;
  private final EgressLog log;
  private final EgressProperties properties;
  private final Resolver resolver;
  private final SSLContext trust;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  // by the name that TLS verifies and whom it is believed by; plain connections share one
  private final Map<String, HttpClient> clients = new ConcurrentHashMap<>();

  @Autowired
  Egress(ObjectProvider<AllowedHosts> rooms, EgressLog log, EgressProperties properties) {
    this(new Once(rooms), log, properties, InetAddress::getAllByName, PinnedTls.ofTheJdk());
  }

  Egress(
      Supplier<List<AllowedHosts>> rooms,
      EgressLog log,
      EgressProperties properties,
      Resolver resolver,
      SSLContext trust) {
    this.rooms = rooms;
    this.log = log;
    this.properties = properties;
    this.resolver = resolver;
    this.trust = trust;
  }

  /** Every place that may be reached now. */
  public List<AllowedHost> allowed() {
    return rooms.get().stream()
        .map(AllowedHosts::now)
        .flatMap(Collection::stream)
        .sorted(Comparator.comparing(AllowedHost::origin).thenComparing(AllowedHost::why))
        .toList();
  }

  /**
   * Sends the request and returns once the first line of the answer and its headers are there. An
   * interrupt breaks the connection off, also while the body is read.
   *
   * @throws HostBlocked if the walls do not let it through; nothing was sent
   * @throws java.net.UnknownHostException if the name does not resolve
   * @throws java.net.http.HttpTimeoutException if connecting or the first line took too long
   * @throws IOException if it broke on the way
   */
  public Incoming send(Outgoing request) throws IOException, InterruptedException {
    var host = target(request.uri());
    var address = checked(host);
    log.countRequest(host.origin(), request.body().length, host.inside());
    var response = answer(client(host, request.trust()), pinned(request, host, address));
    return new Incoming(
        response.statusCode(),
        headers(response),
        new CountedStream(response.body(), bytes -> log.countAnswer(host.origin(), bytes)));
  }

  /**
   * The JDK's client forgets to close a connection whose headers it gives up on, and throws what
   * nobody expects at a length that is no number. It is let go, which closes what it has open once
   * the requests of others are through.
   */
  private HttpResponse<InputStream> answer(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (ProtocolException e) {
      letGo(client);
      throw e;
    } catch (IllegalArgumentException e) {
      letGo(client);
      throw new ProtocolException("the answer's headers are none of HTTP");
    }
  }

  private void letGo(HttpClient client) {
    clients.values().remove(client);
    client.shutdown();
  }

  /**
   * Begins a conversation that is not HTTP with a place that is allowed exactly so.
   *
   * @param patience how long to wait for the connection, and then for each reading
   * @param total how long it may take in all; then it is broken off
   * @throws HostBlocked if the walls do not let it through; nothing was sent
   * @throws IOException if it cannot be reached
   */
  public Conversation converse(AllowedHost place, Duration patience, Duration total)
      throws IOException {
    if (named(place.origin()).isEmpty()) {
      throw blocked(place.origin(), "nothing is configured to reach it");
    }
    var address = checked(place);
    log.countRequest(place.origin(), 0, place.inside());
    var socket = new Socket();
    try {
      int millis = Math.toIntExact(patience.toMillis());
      socket.connect(new InetSocketAddress(address, place.port()), millis);
      socket.setSoTimeout(millis);
      return new Conversation(
          socket,
          unbracketed(place.host()),
          trust,
          total,
          (sent, read) -> {
            log.countSent(place.origin(), sent, place.inside());
            log.countAnswer(place.origin(), read);
          });
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  AllowedHost target(URI uri) {
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

  InetAddress checked(AllowedHost host) throws UnknownHostException {
    var addresses = resolver.resolve(unbracketed(host.host()));
    // all of them: a name with one bad address among good ones is not to be trusted with any
    for (var address : addresses) {
      var objection = Addresses.objection(host.host(), address);
      if (objection != null && !isNamedSpecial(address)) {
        throw blocked(host.origin(), objection);
      }
    }
    return Arrays.stream(addresses)
        .min(Comparator.comparingInt(address -> address.getAddress().length))
        .orElseThrow(() -> new UnknownHostException(host.host()));
  }

  private boolean isNamedSpecial(InetAddress address) {
    return properties.specialAddresses().contains(address.getHostAddress());
  }

  private HostBlocked blocked(String origin, String reason) {
    log.countBlocked(origin, reason);
    return new HostBlocked(origin, reason);
  }

  private HttpClient client(AllowedHost host, Trust trusted) {
    if (host.scheme().equals("http")) {
      // what it has to do between the bytes is short: where they are read, not in other threads
      return clients.computeIfAbsent("", _ -> builder().executor(Runnable::run).build());
    }
    var name = unbracketed(host.host());
    return clients.computeIfAbsent(
        trusted.isUsual() ? name : name + " " + trusted.fingerprint(),
        _ ->
            builder()
                .executor(threads)
                .sslContext(PinnedTls.to(name, trusted.isUsual() ? trust : trusted.context()))
                .build());
  }

  private HttpClient.Builder builder() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(ProxySelector.of(null))
        .connectTimeout(properties.connectTimeout());
  }

  private static HttpRequest pinned(Outgoing request, AllowedHost host, InetAddress address) {
    var uri = request.uri();
    var literal = address.getHostAddress();
    int zone = literal.indexOf('%');
    var bare = zone < 0 ? literal : literal.substring(0, zone);
    var authority =
        (address.getAddress().length == 16 ? "[" + bare + "]" : bare) + ":" + host.port();
    try {
      var target =
          new URI(
              host.scheme()
                  + "://"
                  + authority
                  + (uri.getRawPath() == null ? "" : uri.getRawPath())
                  + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
      var builder =
          HttpRequest.newBuilder(target)
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
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an address: " + host.origin(), e);
    }
  }

  private static Map<String, List<String>> headers(HttpResponse<?> response) {
    var headers = new TreeMap<String, List<String>>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    return headers;
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The rooms, looked up at the first request: they are made after the egress they use. */
  private static final class Once implements Supplier<List<AllowedHosts>> {

    private final ObjectProvider<AllowedHosts> rooms;
    private volatile @Nullable List<AllowedHosts> found;

    Once(ObjectProvider<AllowedHosts> rooms) {
      this.rooms = rooms;
    }

    @Override
    public List<AllowedHosts> get() {
      var known = found;
      if (known == null) {
        known = rooms.stream().toList();
        found = known;
      }
      return known;
    }
  }

  @Override
  public void close() {
    clients.values().forEach(HttpClient::shutdownNow);
    threads.shutdownNow();
  }
}
