package io.cloister.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLHandshakeException;
import org.springframework.stereotype.Component;

/**
 * The only way out of the process. A request goes where an {@link AllowedHosts} names exactly its
 * scheme, host and port, to an address that was checked after resolving and is then connected to as
 * checked, so that a name cannot change its mind in between. Never to a redirect's target, never
 * through a proxy from the environment. Safe for concurrent use.
 */
@Component
public class Egress implements AutoCloseable {

  private final Gate gate;
  private final HttpClients clients;
  private final EgressLog log;

  Egress(Gate gate, HttpClients clients, EgressLog log) {
    this.gate = gate;
    this.clients = clients;
    this.log = log;
  }

  /** Every place that may be reached now. */
  public List<AllowedHost> allowed() {
    return gate.allowed();
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
    var pass = gate.pass(request.uri());
    var host = pass.host();
    // before it is sent: what a death in between would hide is counted too often instead
    log.countRequest(host.origin(), request.body().length, host.inside());
    var response = answer(pass, request);
    return new Incoming(
        response.statusCode(),
        headers(response),
        new CountedStream(response.body(), bytes -> log.countAnswer(host.origin(), bytes)));
  }

  private HttpResponse<InputStream> answer(Pass pass, Outgoing request)
      throws IOException, InterruptedException {
    try {
      return clients.send(pass, request);
    } catch (IOException e) {
      if (isUnsent(e)) {
        log.countSent(pass.host().origin(), -request.body().length, pass.host().inside());
      }
      throw e;
    }
  }

  /** Whether there was no connection yet that a byte of the request could have gone over. */
  private static boolean isUnsent(IOException broken) {
    return broken instanceof ConnectException
        || broken instanceof HttpConnectTimeoutException
        || (broken instanceof SSLHandshakeException refused && TlsTrouble.isRefusedByUs(refused));
  }

  /**
   * Begins a conversation that is not HTTP with a place that is allowed exactly so.
   *
   * @param trust whom it must be believed by, once TLS begins
   * @param patience how long to wait for the connection, and then for each reading
   * @param total how long it may take in all; then it is broken off
   * @throws HostBlocked if the walls do not let it through; nothing was sent
   * @throws IOException if it cannot be reached
   */
  public Conversation converse(AllowedHost place, Trust trust, Duration patience, Duration total)
      throws IOException {
    var pass = gate.pass(place);
    log.countRequest(place.origin(), 0, place.inside());
    var socket = new Socket();
    try {
      int millis = Math.toIntExact(patience.toMillis());
      socket.connect(new InetSocketAddress(pass.address(), place.port()), millis);
      socket.setSoTimeout(millis);
      return new Conversation(
          socket,
          place.name(),
          clients.trust(trust),
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

  private static Map<String, List<String>> headers(HttpResponse<?> response) {
    var headers = new TreeMap<String, List<String>>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    return headers;
  }

  @Override
  public void close() {
    clients.close();
  }
}
